package movielens.experiment.pipeline;

import ai.djl.Device;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import movielens.experiment.console.Progress;
import movielens.experiment.data.GenreSlice;
import movielens.experiment.data.Split;
import movielens.experiment.evaluation.EncoderRecommender;
import movielens.experiment.evaluation.ModelName;
import movielens.experiment.model.EncoderConfig;
import movielens.experiment.model.EncoderWeights;
import movielens.experiment.model.SequenceEncoder;
import movielens.experiment.pipeline.judging.FittedModel;
import movielens.experiment.run.TrainingInfo;
import movielens.experiment.run.TrainingRow;
import movielens.experiment.training.CheckpointFile;
import movielens.experiment.training.EncoderTrainer;
import movielens.experiment.training.MemoryNeed;
import movielens.experiment.training.Teacher;
import movielens.experiment.training.TrainingResult;

/** Trains the transformers of an experiment, each by its {@link TrainingRecipe}. */
public final class TransformerTraining {
  private final ExperimentConfig config;
  private final Split split;
  private final Optional<GenreSlice> slice;
  private final Device device;
  private final Checkpoints checkpoints;
  private final Progress progress;
  private final StopRequest stop;
  private final TimeEstimate estimate;

  /**
   * The trainings of an experiment.
   *
   * @param rankedScores how many scores it takes to judge a model when it is trained
   */
  public TransformerTraining(
      ExperimentConfig config,
      Split split,
      Optional<GenreSlice> slice,
      ToLongFunction<ModelName> rankedScores,
      Device device,
      Checkpoints checkpoints,
      Progress progress,
      StopRequest stop) {
    this.config = config;
    this.split = split;
    this.slice = slice;
    this.device = device;
    this.checkpoints = checkpoints;
    this.progress = progress;
    this.stop = stop;
    estimate = new TimeEstimate(planned(rankedScores), config.seeds().size(), System::nanoTime);
  }

  /**
   * A trained transformer, with the weights of its best epoch; closing it frees the encoder.
   *
   * @param own options that the model has for itself
   * @param bestEpoch the epoch that was kept; 0 for the start
   * @param validation of the weights that were kept
   * @param positionsPerEpoch events that each epoch passed over
   */
  public record Trained(
      FittedModel model,
      SequenceEncoder encoder,
      List<String> own,
      List<TrainingRow> epochs,
      int bestEpoch,
      double validation,
      long positionsPerEpoch)
      implements AutoCloseable {
    /** How its training went; its seconds are those that the checkpoint knows of. */
    TrainingInfo info(long seed) {
      double seconds =
          epochs.stream().mapToDouble(e -> positionsPerEpoch / e.positionsPerSecond()).sum();
      return new TrainingInfo(
          seed, model.name().label(), epochs.size(), bestEpoch, validation, seconds, own);
    }

    @Override
    public void close() {
      encoder.close();
    }
  }

  private TrainingRecipe recipe(ModelName name) {
    return TrainingRecipe.of(name, config, split, slice);
  }

  /** What the epochs of a model are judged by. */
  public HeldBack validation(ModelName name) {
    return recipe(name).validation();
  }

  /** The work of each model's training if it goes to its last epoch; none that another run did. */
  private Map<ModelName, TimeEstimate.Work> planned(ToLongFunction<ModelName> rankedScores) {
    Map<ModelName, TimeEstimate.Work> planned = new EnumMap<>(ModelName.class);
    for (ModelName name : ModelName.values()) {
      boolean start =
          name == ModelName.GENERIC && config.models().stream().anyMatch(ModelName::needsGeneric);
      boolean done = name == ModelName.GENERIC && checkpoints.genericTakenOver();
      boolean possible = !done && name.trained() && (slice.isPresent() || !name.sliced());
      if (possible && (start || config.models().contains(name))) {
        TrainingRecipe recipe = recipe(name);
        planned.put(
            name,
            new TimeEstimate.Work(
                EncoderTrainer.plannedPositions(
                    recipe.set(), recipe.config(), config.of(name).encoder().window()),
                config.models().contains(name) ? rankedScores.applyAsLong(name) : 0));
      }
    }
    return planned;
  }

  /**
   * Trains a model.
   *
   * @param generic the weights of the generic model of this seed, for a model that begins with them
   *     or learns from them
   */
  public Trained train(ModelName name, long seed, Optional<EncoderWeights> generic) {
    TrainingRecipe recipe = recipe(name);
    EncoderConfig shape = config.of(name).encoder();
    boolean taught = name == ModelName.TAUGHT && config.teaching().weight() > 0;
    if (!device.isGpu()) {
      MemoryNeed.of(shape, recipe.set(), recipe.config(), taught)
          .check(ComputeDevice.memoryBytes(), Runtime.getRuntime().maxMemory());
    }
    estimate.begins(name).ifPresent(progress::line);
    SequenceEncoder encoder =
        new SequenceEncoder(shape, recipe.world().catalog().size(), device, seed);
    try {
      if (name.continuesGeneric()) {
        generic.orElseThrow().copyTo(encoder);
      }
      CheckpointFile checkpoint = checkpoints.of(name, seed);
      Optional<Teacher> teacher =
          taught && !checkpoint.isFinished()
              ? Optional.of(teacher(generic.orElseThrow()))
              : Optional.empty();
      EncoderTrainer trainer =
          new EncoderTrainer(encoder, recipe.set(), recipe.config(), seed, teacher);
      long events = recipe.set().fit().events();
      try (TrainingProgress following =
          new TrainingProgress(
              progress,
              estimate,
              recipe.validation()::secondsPerScore,
              stop,
              name,
              seed,
              trainer.epochs(),
              events)) {
        TrainingResult result =
            trainer.train(recipe.validation(), following, Optional.of(checkpoint));
        progress.line("%s, seed %d: kept %s".formatted(name.label(), seed, kept(result)));
        return new Trained(
            new FittedModel(name, new EncoderRecommender(encoder), recipe.world()),
            encoder,
            config.ownOptions(name),
            rows(name, seed, result),
            result.bestEpoch(),
            result.validation(),
            events);
      }
    } catch (RuntimeException | Error e) {
      encoder.close();
      throw e;
    }
  }

  private Teacher teacher(EncoderWeights generic) {
    EncoderConfig shape = config.of(ModelName.GENERIC).encoder();
    try (SequenceEncoder encoder = new SequenceEncoder(shape, split.catalog().size(), device, 0)) {
      generic.copyTo(encoder);
      return GenericTeacher.of(encoder, slice.orElseThrow(), config.teaching());
    }
  }

  private static String kept(TrainingResult result) {
    int epochs = result.epochs().size();
    return result.bestEpoch() == 0
        ? "its start, which none of %d epochs improved".formatted(epochs)
        : "epoch %d of %d".formatted(result.bestEpoch(), epochs);
  }

  private static List<TrainingRow> rows(ModelName name, long seed, TrainingResult result) {
    return result.epochs().stream()
        .map(
            epoch ->
                new TrainingRow(
                    seed,
                    name.label(),
                    epoch.epoch(),
                    epoch.loss(),
                    epoch.validation(),
                    epoch.learningRate(),
                    epoch.gradientNorm(),
                    epoch.positionsPerSecond()))
        .toList();
  }
}
