package movielens.experiment.pipeline;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import movielens.experiment.evaluation.ModelName;
import movielens.experiment.run.RunFolder;
import movielens.experiment.training.CheckpointFile;

/** Where a run keeps its trained models, and what each of them belongs to. */
final class Checkpoints {
  private final RunFolder folder;
  private final ExperimentConfig config;
  private final String fingerprint;
  private final Duration interval;
  private final Consumer<String> warnings;
  private boolean genericTakenOver;

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
    this.config = config;
    this.fingerprint = fingerprint;
    this.interval = Duration.ofNanos((long) (config.checkpointMinutes() * 60e9));
    this.warnings = warnings;
  }

  /** The checkpoint of one model of one seed, there or to be written. */
  CheckpointFile of(ModelName name, long seed) {
    return in(folder.checkpoints(), name, seed);
  }

  /**
   * Takes over the generic model of a run that differs in its slice alone, if that has one and this
   * run has none.
   *
   * @throws movielens.experiment.training.TrainingException when the file cannot be written here
   */
  void takeOverGeneric(RunFolder other, long seed) {
    genericTakenOver |=
        of(ModelName.GENERIC, seed).takeOver(in(other.checkpoints(), ModelName.GENERIC, seed));
  }

  /** Whether another run has trained the generic models. */
  boolean genericTakenOver() {
    return genericTakenOver;
  }

  private CheckpointFile in(Path checkpoints, ModelName name, long seed) {
    return new CheckpointFile(
        checkpoints.resolve(seed + "-" + name.label() + ".ckpt"),
        String.join("|", config.trainingHash(name), fingerprint, name.label(), Long.toString(seed)),
        interval,
        warnings);
  }
}
