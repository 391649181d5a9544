package movielens.experiment.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The names of files and folders, as safe from a power cut as what they hold. */
public final class DurableFolder {
  private DurableFolder() {}

  /**
   * Makes a folder, and those above it that are missing, so that a power cut takes none of them
   * away. Does nothing when it is there.
   *
   * @throws IOException when it cannot be made, such as where a file has its name
   */
  public static void create(Path folder) throws IOException {
    Path place = folder.toAbsolutePath();
    if (Files.isDirectory(place)) {
      return;
    }
    if (place.getParent() != null) {
      create(place.getParent());
    }
    Files.createDirectories(place);
    force(place);
  }

  /**
   * Makes a file's new name durable. Not every platform can open a folder, and then it is as safe
   * as the platform makes it.
   *
   * @param file where it was moved to
   */
  public static void force(Path file) {
    try (FileChannel channel =
        FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Windows refuses; the content is safe all the same.
    }
  }
}
