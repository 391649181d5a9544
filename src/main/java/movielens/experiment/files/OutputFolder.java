package movielens.experiment.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What {@code --out} names, before anything is written into it. */
public final class OutputFolder {
  private static final int SHOWN = 3;

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

  /**
   * Refuses a folder that holds anything but what this program has written into it.
   *
   * @param out a folder with files in it
   * @param own whether it bears the mark of such a folder
   * @param what it would hold then, such as {@code run}
   * @throws FolderException when it does not
   */
  public static void requireOwn(Path out, boolean own, String what) {
    if (!own) {
      throw new FolderException(
          "%s holds data or other files (%s) and no %s; give another --out"
              .formatted(out, contents(out), what));
    }
  }

  /** The first few names in a folder. */
  public static String contents(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      List<String> names = files.map(file -> file.getFileName().toString()).sorted().toList();
      int more = names.size() - SHOWN;
      return String.join(", ", names.subList(0, Math.min(SHOWN, names.size())))
          + (more > 0 ? " and %d more".formatted(more) : "");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look into " + folder, e);
    }
  }

  /**
   * Refuses a folder with files in it, so that nothing of anybody's is replaced.
   *
   * @param out need not exist
   * @throws FolderException when there are files in it, or it is a file
   */
  public static void requireNew(Path out) {
    if (holdsFiles(out, path -> false)) {
      throw new FolderException(out + " has files in it already; give a new folder as --out");
    }
  }

  /**
   * Refuses a folder that is, contains or lies inside that of the data.
   *
   * @param out need not exist
   * @param data the folder of the data, or a file of it
   * @throws FolderException when it does
   */
  public static void requireApart(Path out, Path data) {
    requireApart(out, data, "the data");
  }

  /**
   * The same of another folder that is only read.
   *
   * @param what it is, such as {@code the data}
   */
  public static void requireApart(Path out, Path data, String what) {
    Path written = real(out);
    Path read = real(data);
    if (written.startsWith(read) || read.startsWith(written)) {
      throw new FolderException(
          out
              + (written.equals(read)
                  ? " is " + what
                  : written.startsWith(read)
                      ? " lies inside " + what + " "
                      : " contains " + what + " ")
              + (written.equals(read) ? "" : data)
              + "; give a folder apart from it as --out");
    }
  }

  /** Where a path leads, links followed as far as it exists. */
  private static Path real(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    for (Path at = absolute; at != null; at = at.getParent()) {
      if (Files.exists(at)) {
        try {
          return at.toRealPath().resolve(at.relativize(absolute)).normalize();
        } catch (IOException e) {
          throw new UncheckedIOException("cannot look into " + at, e);
        }
      }
    }
    return absolute;
  }
}
