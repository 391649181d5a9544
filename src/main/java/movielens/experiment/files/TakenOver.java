package movielens.experiment.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Files of another folder that are taken over: under a second name for the same bytes where the
 * file system has that, else as a copy. For files that are replaced and never altered.
 */
public final class TakenOver {
  private TakenOver() {}

  /**
   * Takes over one file. Does nothing where the target is there, or the source is gone.
   *
   * @param target in a folder that is made if need be
   * @throws IOException when it cannot be written; then there is no target
   */
  public static void file(Path source, Path target) throws IOException {
    if (Files.exists(target) || !Files.exists(source)) {
      return;
    }
    DurableFolder.create(target.toAbsolutePath().getParent());
    if (linked(source, target)) {
      DurableFolder.force(target);
    } else {
      copy(source, target);
    }
  }

  /**
   * Takes over the files of a folder, and of those in it.
   *
   * @param wanted which files
   * @throws IOException when one of them cannot be written
   */
  public static void tree(Path source, Path target, Predicate<Path> wanted) throws IOException {
    if (!Files.isDirectory(source)) {
      return;
    }
    List<Path> files;
    try (Stream<Path> all = Files.walk(source)) {
      files = all.filter(Files::isRegularFile).filter(wanted).sorted().toList();
    }
    for (Path file : files) {
      file(file, target.resolve(source.relativize(file).toString()));
    }
  }

  /** Not every file system can give a file two names, and none across two of them. */
  private static boolean linked(Path source, Path target) {
    try {
      Files.createLink(target, source);
      return true;
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  private static void copy(Path source, Path target) throws IOException {
    try {
      WholeFile.write(target, out -> Files.copy(source, out));
    } catch (NoSuchFileException e) {
      // Whoever owns it has just replaced it, and what it was is no longer wanted.
      if (Files.exists(source)) {
        throw e;
      }
    }
  }
}
