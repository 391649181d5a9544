package movielens.experiment.pipeline;

import static movielens.experiment.pipeline.Decides.DATA;
import static movielens.experiment.pipeline.Decides.JUDGING;
import static movielens.experiment.pipeline.Decides.NOTHING;
import static movielens.experiment.pipeline.Decides.SLICE;
import static movielens.experiment.pipeline.Decides.SPLIT;
import static movielens.experiment.pipeline.Decides.TRAINING;
import static movielens.experiment.pipeline.RunOption.Absence.NEVER;
import static movielens.experiment.pipeline.RunOption.Absence.WITHOUT_MEANING;
import static movielens.experiment.pipeline.RunOption.Absence.before;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import movielens.experiment.data.SplitRule;
import movielens.experiment.evaluation.ModelName;
import movielens.experiment.model.EncoderConfig;
import movielens.experiment.training.OptimizerConfig;
import movielens.experiment.training.TrainingConfig;

/**
 * The options of an experiment, each in one place: its name, its default, what it decides, what a
 * run that does not name it did, and how a configuration has it. The defaults of the command line,
 * hashes, the keys of checkpoints, comparability, the differences of runs and the reading of old
 * {@code config.yaml} files follow from this table.
 *
 * <p>An option that is added here with {@link Absence#before} leaves every older run readable,
 * resumable and repeatable.
 */
@SuppressWarnings(
    "ImmutableEnumChecker") // The functions have no state, which the checker cannot see.
public enum RunOption {
  DATA_PATH("data", "", DATA, WITHOUT_MEANING, c -> c.data().map(Path::toString).orElse(null)),
  MIN_RATING("min-rating", "0", DATA, NEVER, ExperimentConfig::minRating),
  SPLIT_RULE("split", "per-user", SPLIT, NEVER, c -> c.split().label()),
  TEST_FRACTION(
      "test-fraction",
      "0.2",
      SPLIT,
      WITHOUT_MEANING,
      c -> c.split() instanceof SplitRule.PerUser rule ? rule.testFraction() : null),
  TEMPORAL_QUANTILE(
      "temporal-quantile",
      "0.9",
      SPLIT,
      WITHOUT_MEANING,
      c -> c.split() instanceof SplitRule.Temporal rule ? rule.quantile() : null),
  TEMPORAL_VALIDATION(
      "temporal-validation",
      "cut",
      SPLIT,
      before("per-user"),
      c -> c.split() instanceof SplitRule.Temporal rule ? label(rule.validation()) : null),
  GENRE("genre", "Horror", SLICE, NEVER, c -> c.slice().genre()),
  MIN_GENRE_SHARE("min-genre-share", "0.5", SLICE, NEVER, c -> c.slice().minGenreShare()),
  MIN_GENRE_EVENTS("min-genre-events", "10", SLICE, NEVER, c -> c.slice().minGenreEvents()),
  MODELS(
      "models",
      "generic,distilled,fine-tuned,popular,recent-popular,item-knn,ease,ease-recent",
      JUDGING,
      NEVER,
      c -> c.models().stream().map(ModelName::label).toList()),
  SEEDS("seeds", "42", JUDGING, NEVER, ExperimentConfig::seeds),
  ITEM_KNN("item-knn", "validated", JUDGING, before("fixed"), c -> label(c.baselines().itemKnn())),
  RECENT_POPULAR(
      "recent-popular",
      "request",
      JUDGING,
      before("data"),
      c -> label(c.baselines().recentPopular())),
  DIM("dim", "256", TRAINING, NEVER, encoder(EncoderConfig::dim)),
  LAYERS("layers", "4", TRAINING, NEVER, encoder(EncoderConfig::layers)),
  /** Follows from the width where it is not given. */
  HEADS("heads", "", TRAINING, NEVER, encoder(EncoderConfig::heads)),
  /** Four times the width where it is not given. */
  FEED_FORWARD("feed-forward", "", TRAINING, NEVER, encoder(EncoderConfig::feedForward)),
  DROPOUT("dropout", "0.1", TRAINING, NEVER, encoder(EncoderConfig::dropout)),
  WINDOW("window", "64", TRAINING, NEVER, encoder(EncoderConfig::window)),
  SCALE_EMBEDDINGS(
      "scale-embeddings", "on", TRAINING, before("off"), flag(EncoderConfig::scaledEmbeddings)),
  TIME_GAPS("time-gaps", "off", TRAINING, NEVER, flag(EncoderConfig::timeGaps)),
  TIME_BIAS("time-bias", "off", TRAINING, NEVER, flag(EncoderConfig::timeBias)),
  TIME_DECAY("time-decay", "off", TRAINING, before("off"), flag(EncoderConfig::timeDecay)),
  TIME_CLASSES("time-classes", "32", TRAINING, before("32"), encoder(EncoderConfig::timeClasses)),
  POSITION_BIAS("position-bias", "off", TRAINING, before("off"), flag(EncoderConfig::positionBias)),
  ATTENTION("attention", "softmax", TRAINING, before("softmax"), choice(EncoderConfig::attention)),
  GATE("gate", "none", TRAINING, before("none"), choice(EncoderConfig::gate)),
  ACTIVATION("activation", "gelu", TRAINING, before("gelu"), choice(EncoderConfig::activation)),
  HEAD("head", "mlp", TRAINING, NEVER, choice(EncoderConfig::head)),
  SIMILARITY("similarity", "cosine", TRAINING, NEVER, choice(EncoderConfig::similarity)),
  KERNELS("kernels", "fused", TRAINING, NEVER, choice(EncoderConfig::kernels)),
  PRECISION("precision", "float32", TRAINING, NEVER, choice(EncoderConfig::precision)),
  OBJECTIVE("objective", "dense-all-action", TRAINING, NEVER, objective("objective")),
  HORIZON_DAYS("horizon-days", "28", TRAINING, NEVER, objective("horizon-days")),
  TARGETS("targets", "decay:0.5", TRAINING, before("uniform"), objective("targets")),
  LOSS("loss", "sampled-softmax", TRAINING, NEVER, loss("loss")),
  NEGATIVES("negatives", "uniform:512,in-batch:512", TRAINING, WITHOUT_MEANING, loss("negatives")),
  LOGQ("logq", "on", TRAINING, WITHOUT_MEANING, loss("logq")),
  NEGATIVES_DRAWN(
      "negatives-drawn",
      "with-repetition",
      TRAINING,
      before("with-repetition"),
      loss("negatives-drawn")),
  MASK("mask", "own", TRAINING, before("horizon"), loss("mask")),
  GBCE_NEGATIVES("gbce-negatives", "256", TRAINING, WITHOUT_MEANING, loss("gbce-negatives")),
  GBCE_CALIBRATION("gbce-calibration", "0.75", TRAINING, WITHOUT_MEANING, loss("gbce-calibration")),
  USER_WEIGHTS("user-weights", "equal", TRAINING, NEVER, training(c -> label(c.userWeights()))),
  LEARNING_RATE("learning-rate", "1e-3", TRAINING, NEVER, optimizer(OptimizerConfig::learningRate)),
  WEIGHT_DECAY("weight-decay", "0.01", TRAINING, NEVER, optimizer(OptimizerConfig::weightDecay)),
  WARMUP_FRACTION(
      "warmup-fraction", "0.05", TRAINING, NEVER, optimizer(OptimizerConfig::warmupFraction)),
  CLIP_NORM("clip-norm", "1.0", TRAINING, NEVER, optimizer(OptimizerConfig::clipNorm)),
  CLIP_BY("clip-by", "batch", TRAINING, before("batch"), optimizer(c -> label(c.clipping()))),
  EMA("ema", "0", TRAINING, before("0.0"), optimizer(OptimizerConfig::averageDecay)),
  BATCH_SIZE("batch-size", "64", TRAINING, NEVER, training(c -> c.batching().size())),
  BATCHES(
      "batches",
      "by-length",
      TRAINING,
      before("by-length"),
      training(c -> label(c.batching().order()))),
  WINDOW_OVERLAP(
      "window-overlap", "0", TRAINING, before("0"), training(c -> c.batching().overlap())),
  EPOCHS("epochs", "8", TRAINING, NEVER, training(c -> c.epochs().most())),
  MIN_STEPS("min-steps", "600", TRAINING, NEVER, training(c -> c.epochs().minSteps())),
  PATIENCE("patience", "3", TRAINING, NEVER, training(c -> c.epochs().patience())),
  EARLY_STOP(
      "early-stop",
      "at-once",
      TRAINING,
      before("at-once"),
      training(c -> label(c.epochs().earlyStop()))),
  /** Decides by which epoch of a model, and by which setting of a baseline, the test is met. */
  VALIDATE_AFTER(
      "validate-after", "0", TRAINING, before("0.0"), ExperimentConfig::validateAfterDays),
  /** What models have for themselves in place of the options of all. */
  GENERIC_OPTIONS("generic-options", "none", TRAINING, before("none"), own(ModelName.GENERIC)),
  DISTILLED_OPTIONS(
      "distilled-options",
      "attention=pointwise,window=128",
      TRAINING,
      before("none"),
      own(ModelName.DISTILLED)),
  FINE_TUNED_OPTIONS(
      "fine-tuned-options", "none", TRAINING, before("none"), own(ModelName.FINE_TUNED)),
  GENERIC_GENRE_OPTIONS(
      "generic-genre-options", "none", TRAINING, before("none"), own(ModelName.GENERIC_GENRE)),
  DEVOTEES_OPTIONS("devotees-options", "none", TRAINING, before("none"), own(ModelName.DEVOTEES)),
  CONTINUED_OPTIONS(
      "continued-options", "none", TRAINING, before("none"), own(ModelName.CONTINUED)),
  TAUGHT_OPTIONS("taught-options", "distilled", TRAINING, before("none"), own(ModelName.TAUGHT)),
  FINE_TUNE_EPOCHS("fine-tune-epochs", "10", TRAINING, NEVER, ExperimentConfig::fineTuneEpochs),
  FINE_TUNE_LEARNING_RATE(
      "fine-tune-learning-rate", "3e-5", TRAINING, NEVER, ExperimentConfig::fineTuneLearningRate),
  FINE_TUNE_KEEP_START(
      "fine-tune-keep-start",
      "on",
      TRAINING,
      before("off"),
      c -> c.fineTuneKeepStart() ? "on" : "off"),
  TAUGHT_WEIGHT("taught-weight", "0.75", TRAINING, before("0.75"), c -> c.teaching().weight()),
  TAUGHT_TEMPERATURE(
      "taught-temperature", "1", TRAINING, before("1.0"), c -> c.teaching().temperature()),
  BOOTSTRAP_RESAMPLES(
      "bootstrap-resamples", "10000", JUDGING, NEVER, ExperimentConfig::bootstrapResamples),
  MARGIN("margin", "0.01", JUDGING, before("0.01"), ExperimentConfig::margin),
  /** Programs that did not know it had no such view; with it, a repeated run has one more. */
  LATER_DAYS("later-days", "1", JUDGING, before("0.0"), ExperimentConfig::laterDays),
  AT("at", "10", JUDGING, before("10"), c -> c.cutOffs().depths()),
  DEVICE("device", "auto", NOTHING, NEVER, c -> label(c.device())),
  THREADS("threads", "0", NOTHING, NEVER, ExperimentConfig::threads),
  CHECKPOINT_MINUTES(
      "checkpoint-minutes", "10", NOTHING, NEVER, ExperimentConfig::checkpointMinutes),
  SAVE_ALL("save-all", "false", NOTHING, NEVER, ExperimentConfig::saveAll);

  private static final Map<String, RunOption> BY_KEY =
      Arrays.stream(values()).collect(Collectors.toMap(RunOption::key, Function.identity()));

  private static final String OWN = "-options";
  private static final String FINE_TUNE = "fine-tune-";
  private static final String TAUGHT = "taught-";

  /** No options of a model's own. */
  public static final String NONE = "none";

  private final String key;
  private final String usual;
  private final Decides decides;
  private final Absence absence;
  private final Function<ExperimentConfig, Object> value;

  RunOption(
      String key,
      String usual,
      Decides decides,
      Absence absence,
      Function<ExperimentConfig, Object> value) {
    this.key = key;
    this.usual = usual;
    this.decides = decides;
    this.absence = absence;
    this.value = value;
  }

  /** The long name without dashes: in {@code config.yaml}, in grids and on the command line. */
  public String key() {
    return key;
  }

  /** The default as it is typed; empty where there is none, or where it follows from others. */
  public Optional<String> defaultText() {
    return Optional.of(usual).filter(text -> !text.isEmpty());
  }

  /** What depends on it. */
  public Decides decides() {
    return decides;
  }

  /** What programs did that did not know it. */
  Optional<String> earlier() {
    return absence.before();
  }

  /** The option of a name, if there is one. */
  public static Optional<RunOption> of(String key) {
    return Optional.ofNullable(BY_KEY.get(key));
  }

  /** Its value in a configuration, or null where it has no meaning there. */
  Object in(ExperimentConfig config) {
    return value.apply(config);
  }

  /**
   * Whether the weights of a model depend on it. The place of the data does not count: its
   * fingerprint says more.
   */
  boolean decidesTrainingOf(ModelName model) {
    return switch (decides) {
      case DATA -> this != DATA_PATH;
      case SPLIT -> true;
      case SLICE -> model.sliced();
      case TRAINING ->
          owner()
              .map(owner -> decidesTrainingOf(model, owner))
              .orElse(
                  (model.continuesGeneric() || !key.startsWith(FINE_TUNE))
                      && (model == ModelName.TAUGHT || !key.startsWith(TAUGHT)));
      case JUDGING, NOTHING -> false;
    };
  }

  private static boolean decidesTrainingOf(ModelName model, ModelName owner) {
    return owner == model || (owner == ModelName.GENERIC && model.needsGeneric());
  }

  /** The model whose own options these are; empty for an option of all. */
  public Optional<ModelName> owner() {
    return key.endsWith(OWN)
        ? ModelName.of(key.substring(0, key.length() - OWN.length()))
        : Optional.empty();
  }

  /** Whether it shapes the encoder. */
  public boolean ofEncoder() {
    return compareTo(DIM) >= 0 && compareTo(PRECISION) <= 0;
  }

  /** Whether a model may have this for itself. */
  public boolean canBeOwn() {
    return decides == TRAINING
        && this != VALIDATE_AFTER
        && owner().isEmpty()
        && !key.startsWith(FINE_TUNE)
        && !key.startsWith(TAUGHT);
  }

  /** Whether options are the record of a run: they name all that there has always been. */
  private static boolean isRecord(Map<String, ?> options) {
    return Arrays.stream(values())
        .allMatch(option -> option.absence.possible() || options.containsKey(option.key));
  }

  /**
   * What the record of a run says without words: an option that it does not name had the value that
   * its program behaved by, not today's default.
   *
   * @param options key → value
   * @return what has to be added; nothing for options that are no record of a run, such as a
   *     configuration that a person wrote
   */
  public static Map<String, String> unsaid(Map<String, ?> options) {
    Map<String, String> unsaid = new LinkedHashMap<>();
    if (isRecord(options)) {
      for (RunOption option : values()) {
        if (!options.containsKey(option.key)) {
          option.earlier().ifPresent(before -> unsaid.put(option.key, before));
        }
      }
    }
    return unsaid;
  }

  private static Function<ExperimentConfig, Object> own(ModelName model) {
    return config -> config.own().containsKey(model) ? config.own().get(model).given() : NONE;
  }

  private static Function<ExperimentConfig, Object> encoder(Function<EncoderConfig, Object> value) {
    return config -> value.apply(config.encoder());
  }

  private static Function<ExperimentConfig, Object> flag(Function<EncoderConfig, Boolean> value) {
    return config -> value.apply(config.encoder()) ? "on" : "off";
  }

  private static Function<ExperimentConfig, Object> choice(Function<EncoderConfig, Enum<?>> value) {
    return config -> label(value.apply(config.encoder()));
  }

  private static Function<ExperimentConfig, Object> training(
      Function<TrainingConfig, Object> value) {
    return config -> value.apply(config.training());
  }

  private static Function<ExperimentConfig, Object> optimizer(
      Function<OptimizerConfig, Object> value) {
    return config -> value.apply(config.training().optimizer());
  }

  private static Function<ExperimentConfig, Object> objective(String key) {
    return config -> config.training().objective().options().get(key);
  }

  private static Function<ExperimentConfig, Object> loss(String key) {
    return config -> config.training().loss().options().get(key);
  }

  /** The name of a choice on the command line. */
  public static String label(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * What it means when the {@code config.yaml} of a run does not name an option. The record of a
   * run names what its program knew, so an option that is missing did not exist, or had no meaning.
   *
   * @param possible whether a record may lack it at all
   * @param before what the program did before the option existed; empty where it always existed
   */
  record Absence(boolean possible, Optional<String> before) {
    /** Every record names it. */
    static final Absence NEVER = new Absence(false, Optional.empty());

    /** It is left out where another option makes it meaningless, or where it was not given. */
    static final Absence WITHOUT_MEANING = new Absence(true, Optional.empty());

    /** Programs that did not know it behaved as if it had this value. */
    static Absence before(String value) {
      return new Absence(true, Optional.of(value));
    }
  }
}
