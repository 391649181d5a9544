package movielens.experiment.pipeline;

import java.time.Duration;
import java.util.function.Consumer;
import movielens.experiment.report.RunFolder;
import movielens.experiment.training.CheckpointFile;

/** Where a run keeps its trained models, and what each of them belongs to. */
final class Checkpoints {
  private final RunFolder folder;
  private final String key;
  private final Duration interval;
  private final Consumer<String> warnings;

  /**
   * The checkpoints of a run.
   *
   * @param folder of the run
   * @param config of the run
   * @param fingerprint of its data
   * @param warnings told when a damaged file is passed over
   */
  Checkpoints(
      RunFolder folder, ExperimentConfig config, String fingerprint, Consumer<String> warnings) {
    this.folder = folder;
    this.key = config.trainingHash() + "|" + fingerprint;
    this.interval = Duration.ofNanos((long) (config.checkpointMinutes() * 60e9));
    this.warnings = warnings;
  }

  /** The checkpoint of one model of one seed, there or to be written. */
  CheckpointFile of(ModelName name, long seed) {
    return new CheckpointFile(
        folder.checkpoints().resolve(seed + "-" + name.label() + ".ckpt"),
        key + "|" + name.label() + "|" + seed,
        interval,
        warnings);
  }
}
