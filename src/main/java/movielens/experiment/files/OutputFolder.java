package movielens.experiment.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What {@code --out} names, before anything is written into it. */
public final class OutputFolder {
  private OutputFolder() {}

  /**
   * Whether it is a folder with files in it.
   *
   * @param path need not exist
   * @param ignored files that do not count
   * @throws FolderException when it is a file
   */
  public static boolean holdsFiles(Path path, Predicate<Path> ignored) {
    if (!Files.exists(path)) {
      return false;
    }
    if (!Files.isDirectory(path)) {
      throw new FolderException(path + " is a file; give a folder as --out");
    }
    try (Stream<Path> files = Files.list(path)) {
      return !files.allMatch(ignored);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look into " + path, e);
    }
  }
}
