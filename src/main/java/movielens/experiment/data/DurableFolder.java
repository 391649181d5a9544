package movielens.experiment.data;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The names of a folder's files, as safe from a power cut as their content. */
public final class DurableFolder {
  private DurableFolder() {}

  /**
   * Makes the renaming of a file durable. Not every platform can open a folder, and then it is as
   * safe as the platform makes it.
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
