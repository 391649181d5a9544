package movielens.experiment.cli.options;

import java.util.Locale;
import movielens.experiment.pipeline.ExperimentConfig;
import movielens.experiment.training.BatchOrder;
import movielens.experiment.training.Batching;
import movielens.experiment.training.Clipping;
import movielens.experiment.training.EarlyStop;
import movielens.experiment.training.Epochs;
import movielens.experiment.training.OptimizerConfig;
import movielens.experiment.training.TrainingConfig;
import movielens.experiment.training.UserWeights;
import movielens.experiment.training.loss.Drawing;
import movielens.experiment.training.loss.FullSoftmax;
import movielens.experiment.training.loss.Gbce;
import movielens.experiment.training.loss.Loss;
import movielens.experiment.training.loss.Mask;
import movielens.experiment.training.loss.Negatives;
import movielens.experiment.training.loss.SampledSoftmax;
import movielens.experiment.training.objective.Objective;
import movielens.experiment.training.objective.TargetLaw;
import picocli.CommandLine.Option;

/** How the encoder is trained. */
public final class TrainingOptions {
  /** Which positions predict what. */
  enum Target {
    DENSE_ALL_ACTION,
    ALL_ACTION,
    NEXT_ACTION
  }

  /** What is minimised. */
  enum LossKind {
    SAMPLED_SOFTMAX,
    FULL_SOFTMAX,
    GBCE
  }

  @Option(
      names = "--objective",
      paramLabel = "KIND",
      description = "next-action, dense-all-action or all-action (default: ${DEFAULT-VALUE}).")
  private Target objective;

  @Option(
      names = "--horizon-days",
      paramLabel = "DAYS",
      description =
          "How far ahead a target may lie; a user's own events in this time are no negatives"
              + " (default: ${DEFAULT-VALUE}).")
  private double horizonDays;

  @Option(
      names = "--targets",
      paramLabel = "KIND",
      description =
          "Which event of the horizon is a target of dense-all-action and all-action: "
              + TargetLaw.FORMS
              + ". GAMMA is by how much the next event ahead is less likely, DAYS a half-life,"
              + " SHARE how often the next event (default: ${DEFAULT-VALUE}).")
  private TargetLaw targets;

  @Option(
      names = "--loss",
      paramLabel = "KIND",
      description = "sampled-softmax, full-softmax or gbce (default: ${DEFAULT-VALUE}).")
  private LossKind loss;

  @Option(
      names = "--negatives",
      paramLabel = "KIND:N[,KIND:N]",
      description =
          "Negatives of sampled-softmax, which a batch shares (default: ${DEFAULT-VALUE}).")
  private Negatives negatives;

  @Option(
      names = "--logq",
      paramLabel = "on|off",
      description =
          "Correct the loss for how often each movie is drawn as a negative (default:"
              + " ${DEFAULT-VALUE}).")
  private Switch logQ;

  @Option(
      names = "--negatives-drawn",
      paramLabel = "KIND",
      description =
          "with-repetition, or unique: each movie at most once, and corrected by the probability of"
              + " being drawn (default: ${DEFAULT-VALUE}).")
  private Drawing drawing;

  @Option(
      names = "--mask",
      paramLabel = "KIND",
      description =
          "Which negatives are none for a user: those of the horizon, all of the user's own, or"
              + " none but the target (default: ${DEFAULT-VALUE}).")
  private Mask mask;

  @Option(
      names = "--gbce-negatives",
      paramLabel = "N",
      description = "Negatives of gbce for each position (default: ${DEFAULT-VALUE}).")
  private int gbceNegatives;

  @Option(
      names = "--gbce-calibration",
      paramLabel = "T",
      description =
          "Calibration t of gbce, 0 to 1; 0 is plain binary cross-entropy (default:"
              + " ${DEFAULT-VALUE}).")
  private double gbceCalibration;

  @Option(
      names = "--user-weights",
      paramLabel = "KIND",
      description =
          "How much each user counts: equal, in-batch or none (default: ${DEFAULT-VALUE}).")
  private UserWeights userWeights;

  @Option(
      names = "--learning-rate",
      paramLabel = "R",
      description = "Peak learning rate of AdamW (default: ${DEFAULT-VALUE}).")
  private double learningRate;

  @Option(
      names = "--weight-decay",
      paramLabel = "W",
      description = "Not applied to biases, norms and temperature (default: ${DEFAULT-VALUE}).")
  private double weightDecay;

  @Option(
      names = "--warmup-fraction",
      paramLabel = "F",
      description =
          "Share of the steps in which the learning rate rises (default: ${DEFAULT-VALUE}).")
  private double warmupFraction;

  @Option(
      names = "--clip-norm",
      paramLabel = "N",
      description = "Largest global gradient norm (default: ${DEFAULT-VALUE}).")
  private double clipNorm;

  @Option(
      names = "--clip-by",
      paramLabel = "KIND",
      description =
          "Clip the gradient of a batch, or that by weight, which keeps how much the users of a"
              + " batch count (default: ${DEFAULT-VALUE}).")
  private Clipping clipping;

  @Option(
      names = "--ema",
      paramLabel = "D",
      description =
          "Evaluate and keep an average of the weights of past steps, of which each step leaves the"
              + " share D, such as 0.99; 0 for none (default: ${DEFAULT-VALUE}).")
  private double averageDecay;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description = "Windows per step, at most (default: ${DEFAULT-VALUE}).")
  private int batchSize;

  @Option(
      names = "--batches",
      paramLabel = "KIND",
      description =
          "Windows that meet in a batch: by-length, little is padded, or mixed (default:"
              + " ${DEFAULT-VALUE}).")
  private BatchOrder batchOrder;

  @Option(
      names = "--window-overlap",
      paramLabel = "N",
      description =
          "Events that a window repeats of the one before it, as context; below --window (default:"
              + " ${DEFAULT-VALUE}).")
  private int windowOverlap;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Passes over the data, at most (default: ${DEFAULT-VALUE}).")
  private int epochs;

  @Option(
      names = "--min-steps",
      paramLabel = "N",
      description =
          "Where the training set gives fewer steps than this, batches get smaller, then epochs"
              + " more; 0 never changes them (default: ${DEFAULT-VALUE}).")
  private int minSteps;

  @Option(
      names = "--patience",
      paramLabel = "N",
      description =
          "Stop after this many epochs without progress; 0 never stops (default:"
              + " ${DEFAULT-VALUE}).")
  private int patience;

  @Option(
      names = "--early-stop",
      paramLabel = "KIND",
      description =
          "When patience ends, stop at-once, or annealed: go back to the best epoch and let the"
              + " learning rate fall to zero from there (default: ${DEFAULT-VALUE}).")
  private EarlyStop earlyStop;

  @Option(
      names = "--validate-after",
      paramLabel = "DAYS",
      description =
          "Choose epochs, and settings of baselines, by validation events so long after a user's"
              + " last fit event, as --later-days does for the test; 0 for all (default:"
              + " ${DEFAULT-VALUE}).")
  private double validateAfterDays;

  @Option(
      names = "--fine-tune-epochs",
      paramLabel = "N",
      description = "Passes of fine-tuned over the slice, at most (default: ${DEFAULT-VALUE}).")
  private int fineTuneEpochs;

  @Option(
      names = "--fine-tune-learning-rate",
      paramLabel = "R",
      description = "Peak learning rate of fine-tuned and continued (default: ${DEFAULT-VALUE}).")
  private double fineTuneLearningRate;

  @Option(
      names = "--fine-tune-keep-start",
      paramLabel = "on|off",
      description =
          "Keep fine-tuned as it starts, which is generic, where no epoch is better on validation"
              + " (default: ${DEFAULT-VALUE}).")
  private Switch fineTuneKeepStart;

  @Option(
      names = "--taught-weight",
      paramLabel = "A",
      description =
          "Share of generic's scores in the loss of taught, from 0 to 1; with 0 it is distilled"
              + " (default: ${DEFAULT-VALUE}).")
  private double taughtWeight;

  @Option(
      names = "--taught-temperature",
      paramLabel = "T",
      description =
          "Temperature of both models' scores there; higher than 1 looks less at the first of"
              + " them (default: ${DEFAULT-VALUE}).")
  private double taughtTemperature;

  /**
   * How it is trained.
   *
   * @param window of the encoder
   */
  public TrainingConfig training(OptionCheck check, int window) {
    return new TrainingConfig(
        objective(check),
        loss(check),
        userWeights,
        new OptimizerConfig(
            check.in(Range.openClosed(0, 10), "--learning-rate", learningRate),
            check.in(Range.closed(0, 10), "--weight-decay", weightDecay),
            check.in(Range.closedOpen(0, 1), "--warmup-fraction", warmupFraction),
            check.in(Range.openClosed(0, 1e6), "--clip-norm", clipNorm),
            clipping,
            check.in(Range.closedOpen(0, 1), "--ema", averageDecay)),
        new Batching(
            check.in(Range.closed(1, 1_000_000), "--batch-size", batchSize),
            check.in(Range.closedOpen(0, window), "--window-overlap", windowOverlap),
            batchOrder),
        new Epochs(
            check.in(Range.closed(1, 100_000), "--epochs", epochs),
            check.in(Range.closed(0, 10_000_000), "--min-steps", minSteps),
            check.in(Range.closed(0, 100_000), "--patience", patience),
            earlyStop,
            false));
  }

  /** How long after the last fit event an event validates, in days; 0 for any. */
  public double validateAfterDays(OptionCheck check) {
    return check.in(Range.closed(0, 36_500), "--validate-after", validateAfterDays);
  }

  /** Epochs of the models that go on from generic. */
  public int fineTuneEpochs(OptionCheck check) {
    return check.in(Range.closed(1, 100_000), "--fine-tune-epochs", fineTuneEpochs);
  }

  /** Whether such a model keeps the weights it starts from where no epoch is better. */
  public boolean fineTuneKeepStart() {
    return fineTuneKeepStart == Switch.ON;
  }

  /** The learning rate of such a model. */
  public double fineTuneLearningRate(OptionCheck check) {
    return check.in(Range.openClosed(0, 10), "--fine-tune-learning-rate", fineTuneLearningRate);
  }

  /** How the taught model learns from the generic one. */
  public ExperimentConfig.Teaching teaching(OptionCheck check) {
    return new ExperimentConfig.Teaching(
        check.in(Range.closed(0, 1), "--taught-weight", taughtWeight),
        check.in(Range.closed(0.01, 100), "--taught-temperature", taughtTemperature));
  }

  private Objective objective(OptionCheck check) {
    double days = check.in(Range.openClosed(0, 36_500), "--horizon-days", horizonDays);
    check.withoutEffect("--targets", objective == Target.NEXT_ACTION, "--objective next-action");
    return switch (objective) {
      case DENSE_ALL_ACTION -> new Objective.DenseAllAction(days, targets);
      case ALL_ACTION -> new Objective.AllAction(days, targets);
      case NEXT_ACTION -> new Objective.NextAction(days);
    };
  }

  private Loss loss(OptionCheck check) {
    String chosen = "--loss " + loss.name().toLowerCase(Locale.ROOT).replace('_', '-');
    check.withoutEffect("--negatives", loss != LossKind.SAMPLED_SOFTMAX, chosen);
    check.withoutEffect("--negatives-drawn", loss != LossKind.SAMPLED_SOFTMAX, chosen);
    check.withoutEffect("--mask", loss != LossKind.SAMPLED_SOFTMAX, chosen);
    check.withoutEffect("--logq", loss != LossKind.SAMPLED_SOFTMAX, chosen);
    check.withoutEffect("--gbce-negatives", loss != LossKind.GBCE, chosen);
    check.withoutEffect("--gbce-calibration", loss != LossKind.GBCE, chosen);
    int count = check.in(Range.closed(1, 1_000_000), "--gbce-negatives", gbceNegatives);
    double calibration = check.in(Range.closed(0, 1), "--gbce-calibration", gbceCalibration);
    return switch (loss) {
      case SAMPLED_SOFTMAX -> new SampledSoftmax(negatives, drawing, logQ == Switch.ON, mask);
      case FULL_SOFTMAX -> new FullSoftmax();
      case GBCE -> new Gbce(count, calibration);
    };
  }
}
