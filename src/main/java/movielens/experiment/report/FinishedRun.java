package movielens.experiment.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import movielens.experiment.data.DataException;

/**
 * A run that reached its end, as its folder tells it.
 *
 * @param folder the run folder, as it was named
 * @param options {@code config.yaml}: option → value as it is written there
 * @param results {@code results.json}
 */
public record FinishedRun(Path folder, Map<String, String> options, RunResults results) {
  /** Copies the map, keeping its order. */
  public FinishedRun {
    options = Ordered.copy(options);
  }

  /**
   * Reads a run folder.
   *
   * @throws DataException when it is missing, not finished, or of another schema version
   */
  public static FinishedRun read(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new DataException(folder + " is not a folder; give the folder of a finished run");
    }
    RunFolder.requireOneRun(folder);
    Path config = folder.resolve(RunFolder.CONFIG);
    Path results = folder.resolve(RunFolder.RESULTS);
    if (Files.exists(config) && !Files.exists(results)) {
      throw new DataException(
          "the run in %s has not finished: there is no %s; go on with: run --resume --out %s"
              .formatted(folder, RunFolder.RESULTS, folder));
    }
    return new FinishedRun(folder, FlatYaml.read(config), ResultsFile.read(results));
  }
}
