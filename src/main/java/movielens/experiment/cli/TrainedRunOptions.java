package movielens.experiment.cli;

import java.nio.file.Path;
import java.util.Optional;
import movielens.experiment.console.Progress;
import movielens.experiment.files.DataException;
import movielens.experiment.pipeline.trained.TrainedRun;
import picocli.CommandLine.Option;

/** Which finished run is used, and which of its trainings. */
final class TrainedRunOptions {
  @Option(
      names = "--run",
      paramLabel = "DIR",
      required = true,
      description = "Folder of a finished run.")
  private Path folder;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Training with this seed (default: the first of the run).")
  private Long seed;

  @Option(
      names = "--data",
      paramLabel = "PATH",
      description = "Where the run's data is now (default: where it was).")
  private Path data;

  Optional<Long> seed() {
    return Optional.ofNullable(seed);
  }

  /**
   * Opens the run.
   *
   * @throws DataException when there is none, or it cannot be used
   */
  TrainedRun open(Progress progress) {
    return TrainedRun.open(folder, RunArguments.ofRun(folder), Optional.ofNullable(data), progress);
  }

  /**
   * The same for a command that writes files.
   *
   * @throws movielens.experiment.files.FolderException when they would lie in the folder of the
   *     data, or around it
   */
  TrainedRun openFor(Path out, Progress progress) {
    TrainedRun run = open(progress);
    run.requireApart(out, Optional.ofNullable(data));
    return run;
  }
}
