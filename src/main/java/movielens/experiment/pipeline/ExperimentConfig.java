package movielens.experiment.pipeline;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import movielens.experiment.data.SliceRule;
import movielens.experiment.data.SplitRule;
import movielens.experiment.evaluation.CutOffs;
import movielens.experiment.evaluation.ModelName;
import movielens.experiment.model.EncoderConfig;
import movielens.experiment.run.Judging;
import movielens.experiment.training.TrainingConfig;

/**
 * Everything that decides what an experiment computes and where it writes. Immutable; validated by
 * whoever builds it.
 *
 * @param data folder, zip or file of a release; empty for {@code data/ml-25m} where present, else
 *     the bundled sample
 * @param minRating events rated lower are left out; 0 keeps all
 * @param split how training and test part are cut
 * @param slice who the genre's power users are
 * @param models the models of the table, in table order, without duplicates
 * @param seeds one training run of each trained model per seed
 * @param baselines how some baselines are fitted
 * @param encoder shape of the encoder
 * @param training how it is trained
 * @param own options that models have for themselves
 * @param fineTuneEpochs most epochs of the fine-tuned model after the generic one
 * @param fineTuneLearningRate peak learning rate of the fine-tuned and the continued model
 * @param fineTuneKeepStart whether the fine-tuned model is left as it starts where no epoch is
 *     better on validation
 * @param teaching how the taught model learns from the generic one
 * @param bootstrapResamples user resamples of each interval
 * @param margin a smaller difference, in a metric from 0 to 1, is none that matters; above 0
 * @param laterDays days after a user's last training event from which a test event is later, not
 *     negative
 * @param validateAfterDays days after a user's last fit event from which an event validates, not
 *     negative
 * @param cutOffs at which metrics look at a list
 * @param device where tensors live
 * @param threads engine threads; 0 for the number of processors
 * @param out run folder; empty for {@code runs/<UTC time>-<genre>-<config hash>}
 * @param resume whether an interrupted run in {@code out} goes on
 * @param checkpointMinutes most minutes of training between two checkpoints, above 0
 * @param saveAll whether recommendations of all views are written
 */
public record ExperimentConfig(
    Optional<Path> data,
    double minRating,
    SplitRule split,
    SliceRule slice,
    List<ModelName> models,
    List<Long> seeds,
    BaselineConfig baselines,
    EncoderConfig encoder,
    TrainingConfig training,
    Map<ModelName, Own> own,
    int fineTuneEpochs,
    double fineTuneLearningRate,
    boolean fineTuneKeepStart,
    Teaching teaching,
    int bootstrapResamples,
    double margin,
    double laterDays,
    double validateAfterDays,
    CutOffs cutOffs,
    DeviceChoice device,
    int threads,
    Optional<Path> out,
    boolean resume,
    double checkpointMinutes,
    boolean saveAll) {
  private static final double SECONDS_PER_DAY = 86_400;

  /** Copies the map. */
  public ExperimentConfig {
    own = Map.copyOf(own);
  }

  /**
   * Options that one model has for itself, and what they make of the options of all.
   *
   * @param given the options, each as {@code key=value}
   * @param encoder with them
   * @param training with them
   */
  public record Own(List<String> given, EncoderConfig encoder, TrainingConfig training) {
    /** Copies the list. */
    public Own {
      given = List.copyOf(given);
    }

    private Stream<String> encoderOptions() {
      return given.stream()
          .filter(
              option ->
                  RunOption.of(option.substring(0, option.indexOf('=')))
                      .filter(RunOption::ofEncoder)
                      .isPresent());
    }
  }

  /**
   * How much a model learns from the scores of another.
   *
   * @param weight α, the teacher's share of the loss, from 0 to 1
   * @param temperature τ, by which scores are divided, above 0
   */
  public record Teaching(double weight, double temperature) {}

  /** Whether models have the same encoder and training, so that they differ in their data alone. */
  public boolean alike(List<ModelName> models) {
    return models.stream()
            .map(this::of)
            .map(own -> List.of(own.encoder(), own.training()))
            .distinct()
            .count()
        <= 1;
  }

  /** The days of {@link #laterDays} in seconds. */
  public long laterSeconds() {
    return Math.round(laterDays * SECONDS_PER_DAY);
  }

  /** The days of {@link #validateAfterDays} in seconds. */
  public long validateAfterSeconds() {
    return Math.round(validateAfterDays * SECONDS_PER_DAY);
  }

  /** Whether a genre slice is needed: some model is trained on it. */
  public boolean sliced() {
    return models.stream().anyMatch(ModelName::sliced);
  }

  /**
   * The configuration as options. Given to the command line again, they make this configuration,
   * but for {@code out} and {@code resume}, which say where and not what.
   */
  public OptionValues options() {
    return OptionValues.of(this);
  }

  /** This experiment with options that models have for themselves. */
  public ExperimentConfig with(Map<ModelName, Own> others) {
    return copy(slice, encoder, training, others, out, resume);
  }

  /**
   * The configuration by which a model is trained: with its own options in place of those of all. A
   * model that goes on from generic has generic's encoder.
   */
  public ExperimentConfig of(ModelName model) {
    EncoderConfig shape = ofItsOwn(model.continuesGeneric() ? ModelName.GENERIC : model).encoder();
    TrainingConfig way = ofItsOwn(model).training();
    return copy(slice, shape, way, own, out, resume);
  }

  /**
   * What a model has in place of the options of all, each as {@code key=value}; of one that goes on
   * from generic also what the encoder has from there.
   */
  public List<String> ownOptions(ModelName model) {
    Stream<String> own = ofItsOwn(model).given().stream();
    return model.continuesGeneric()
        ? Stream.concat(ofItsOwn(ModelName.GENERIC).encoderOptions(), own).toList()
        : own.toList();
  }

  /** By what its models are judged. */
  public Judging judging() {
    return Judging.of(margin, laterDays);
  }

  /** Least share of genre events of the slice's power users; empty where no model needs a slice. */
  public OptionalDouble sliceShare() {
    return sliced() ? OptionalDouble.of(slice.minGenreShare()) : OptionalDouble.empty();
  }

  private Own ofItsOwn(ModelName model) {
    return own.getOrDefault(model, new Own(List.of(), encoder, training));
  }

  /** This experiment on another slice. */
  public ExperimentConfig with(SliceRule otherSlice, Path otherOut, boolean otherResume) {
    return copy(otherSlice, encoder, training, own, Optional.of(otherOut), otherResume);
  }

  private ExperimentConfig copy(
      SliceRule otherSlice,
      EncoderConfig otherEncoder,
      TrainingConfig otherTraining,
      Map<ModelName, Own> otherOwn,
      Optional<Path> otherOut,
      boolean otherResume) {
    return new ExperimentConfig(
        data,
        minRating,
        split,
        otherSlice,
        models,
        seeds,
        baselines,
        otherEncoder,
        otherTraining,
        otherOwn,
        fineTuneEpochs,
        fineTuneLearningRate,
        fineTuneKeepStart,
        teaching,
        bootstrapResamples,
        margin,
        laterDays,
        validateAfterDays,
        cutOffs,
        device,
        threads,
        otherOut,
        otherResume,
        checkpointMinutes,
        saveAll);
  }
}
