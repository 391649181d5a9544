package movielens.experiment.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import movielens.experiment.files.DataException;
import movielens.experiment.files.FolderException;
import movielens.experiment.files.OutputFolder;
import movielens.experiment.files.WholeFile;

/**
 * A path that a command names, and what it is to a run: room for a new one, the folder of one, or a
 * folder of somebody's own, in which nothing is ever written.
 *
 * <p>A folder is that of a run by its {@code config.yaml}. The line that says its format is written
 * by this program alone. A program of the first format wrote no such line; its file is told by the
 * comment that begins it, and by what a run puts beside it: {@code config --print-default} prints
 * the same comment.
 *
 * @param path need not exist
 */
public record RunPlace(Path path) {
  private static final String FORMAT_LINE = RunFolder.FORMAT_KEY + ":\\s*([2-9]|\\d{2,})\\s*";
  private static final int MAX_CONFIG_BYTES = 1 << 20;

  /** The plan of a sweep, whose tasks train apart from the folder that it is in. */
  public static final String SWEEP = "sweep.json";

  /** Whether it is the folder of a run, or of the runs of several slices, of any version. */
  public boolean holdsRun() {
    List<String> config = config();
    return saysFormat(config) || ofFirstFormat(config);
  }

  /** The lines of {@code config.yaml}; none where that is no file, or far too large to be one. */
  private List<String> config() {
    Path config = path.resolve(RunFolder.CONFIG);
    try {
      return Files.isRegularFile(config) && Files.size(config) <= MAX_CONFIG_BYTES
          // Any bytes are text in this charset, and what is looked for is ASCII.
          ? Files.readAllLines(config, StandardCharsets.ISO_8859_1)
          : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + config, e);
    }
  }

  private static boolean saysFormat(List<String> config) {
    return config.stream().anyMatch(line -> line.matches(FORMAT_LINE));
  }

  private boolean ofFirstFormat(List<String> config) {
    return !config.isEmpty()
        && config.get(0).equals("# " + RunFolder.CONFIG_COMMENT)
        && (ended()
            || Files.exists(path.resolve(RunLock.FILE))
            || Files.isDirectory(path.resolve(RunFolder.CHECKPOINTS)));
  }

  /**
   * Whether it is the folder of a run that ended before it had trained anything, so that one with
   * other options may begin there.
   */
  public boolean holdsNothingTrained() {
    return saysFormat(config())
        && !ended()
        && !Files.exists(path.resolve(RunFolder.CHECKPOINTS))
        && !Files.exists(path.resolve(SWEEP))
        && runsInside().isEmpty();
  }

  /** Whether it is the folder of a run that did not come to the end. */
  public boolean holdsUnfinishedRun() {
    return holdsRun() && !ended();
  }

  private boolean ended() {
    return Files.exists(path.resolve(RunFolder.RESULTS))
        || Files.exists(path.resolve(SlicesTables.SCORES));
  }

  /** The folders of runs in it, by name. */
  public List<Path> runsInside() {
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(path)) {
      return files.filter(file -> new RunPlace(file).holdsRun()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look into " + path, e);
    }
  }

  /**
   * Refuses to write where anything is that no run has written.
   *
   * @param resume whether a run that is there is meant to go on
   * @throws FolderException when there are other files, or a run that is finished or not meant
   */
  void requireRoom(boolean resume) {
    if (!OutputFolder.holdsFiles(path, RunPlace::leftover)) {
      return;
    }
    OutputFolder.requireOwn(path, holdsRun(), "run");
    if (!resume) {
      throw new FolderException(
          ended()
              ? path + " holds a finished run; give another --out"
              : path
                  + " holds an unfinished run; add --resume to go on with it, or give another"
                  + " --out");
    }
  }

  /** What a run leaves that was killed before its first file was whole. */
  private static boolean leftover(Path file) {
    String name = file.getFileName().toString();
    return name.equals(RunLock.FILE) || WholeFile.part(name);
  }

  /**
   * Refuses the folder of a command with several slices where that of one run is needed.
   *
   * @throws DataException when it is one; the message names a run in it
   */
  void requireOneRun() {
    if (!Files.exists(path.resolve(RunFolder.RESULTS))) {
      runsInside().stream()
          .findFirst()
          .ifPresent(
              run -> {
                throw new DataException(
                    path + " holds several runs; give one of them, such as " + run);
              });
    }
  }
}
