package movielens.experiment.pipeline;

import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import movielens.experiment.evaluation.ModelName;
import movielens.experiment.run.RunFolder;
import movielens.experiment.training.CheckpointFile;
import movielens.experiment.training.CheckpointKey;

/** Where a run keeps its trained models, and what each of them belongs to. */
public final class Checkpoints {
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
  public Checkpoints(
      RunFolder folder, ExperimentConfig config, String fingerprint, Consumer<String> warnings) {
    this.folder = folder;
    this.config = config;
    this.fingerprint = fingerprint;
    this.interval = Duration.ofNanos((long) (config.checkpointMinutes() * 60e9));
    this.warnings = warnings;
  }

  /** The checkpoint of one model of one seed, there or to be written. */
  public CheckpointFile of(ModelName name, long seed) {
    return in(folder, name, seed);
  }

  /**
   * Takes over the generic model of a run that differs in its slice alone, if that has one and this
   * run has none.
   *
   * @throws movielens.experiment.training.TrainingException when the file cannot be written here
   */
  public void takeOverGeneric(RunFolder other, long seed) {
    genericTakenOver |= of(ModelName.GENERIC, seed).takeOver(in(other, ModelName.GENERIC, seed));
  }

  /** Whether another run has trained the generic models. */
  boolean genericTakenOver() {
    return genericTakenOver;
  }

  private CheckpointFile in(RunFolder run, ModelName name, long seed) {
    Set<String> earlier =
        run.firstFormatConfig()
            .map(stored -> Set.of(FirstFormatKey.of(stored, name, seed, fingerprint)))
            .orElse(Set.of());
    return new CheckpointFile(
        run.checkpoints().resolve(seed + "-" + name.label() + ".ckpt"),
        new CheckpointKey(
            config.options().decidingTrainingOf(name), fingerprint, name.label(), seed, earlier),
        interval,
        warnings);
  }
}
