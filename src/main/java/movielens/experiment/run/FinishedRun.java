package movielens.experiment.run;

import java.nio.file.Path;
import java.util.Map;
import movielens.experiment.files.FlatYaml;

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
   * @throws movielens.experiment.files.DataException when it is missing, not finished, or of
   *     another schema version
   */
  public static FinishedRun read(Path folder) {
    RunFolder run = RunFolder.finished(folder);
    Map<String, String> options = FlatYaml.read(run.file(RunFolder.CONFIG));
    options.remove(RunFolder.FORMAT_KEY);
    return new FinishedRun(folder, options, ResultsFile.read(run.file(RunFolder.RESULTS)));
  }
}
