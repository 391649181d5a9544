package movielens.experiment.pipeline;

import ai.djl.Device;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import movielens.experiment.console.Progress;
import movielens.experiment.data.Catalog;
import movielens.experiment.data.GenreSlice;
import movielens.experiment.data.InteractionLog;
import movielens.experiment.data.Split;
import movielens.experiment.evaluation.EncoderRecommender;
import movielens.experiment.evaluation.Evaluator;
import movielens.experiment.evaluation.ModelName;
import movielens.experiment.model.EncoderWeights;
import movielens.experiment.model.NativeMemory;
import movielens.experiment.model.SequenceEncoder;
import movielens.experiment.run.TrainingInfo;
import movielens.experiment.run.TrainingRow;
import movielens.experiment.training.CheckpointFile;
import movielens.experiment.training.EncoderTrainer;
import movielens.experiment.training.EpochRecord;
import movielens.experiment.training.MemoryNeed;
import movielens.experiment.training.TrainingConfig;
import movielens.experiment.training.TrainingListener;
import movielens.experiment.training.TrainingResult;
import movielens.experiment.training.TrainingSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains the transformers of one seed: generic on everybody, distilled on the slice, fine-tuned
 * from generic on the slice.
 */
final class TransformerTraining {
  /**
   * Validation after each epoch ranks for at most so many users, drawn once; a larger sample costs
   * time and decides no better.
   */
  static final int VALIDATION_USERS = 2000;

  private static final Logger LOG = LoggerFactory.getLogger(TransformerTraining.class);

  private static final int VALIDATION_DEPTH = 10;
  private static final long VALIDATION_SEED = 20_220_817;

  private final ExperimentConfig config;
  private final Split split;
  private final Optional<GenreSlice> slice;
  private final Device device;
  private final Checkpoints checkpoints;
  private final Progress progress;
  private final StopRequest stop;
  private final TimeEstimate estimate;

  TransformerTraining(
      ExperimentConfig config,
      Split split,
      Optional<GenreSlice> slice,
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
    estimate = new TimeEstimate(plannedPositions(), config.seeds().size(), System::nanoTime);
  }

  /**
   * A trained transformer, with the weights of its best epoch; closing it frees the encoder.
   *
   * @param positionsPerEpoch events that each epoch passed over
   */
  record Trained(
      FittedModel model,
      SequenceEncoder encoder,
      List<TrainingRow> epochs,
      int bestEpoch,
      long positionsPerEpoch)
      implements AutoCloseable {
    /** How its training went; its seconds are those that the checkpoint knows of. */
    TrainingInfo info(long seed) {
      double seconds =
          epochs.stream().mapToDouble(e -> positionsPerEpoch / e.positionsPerSecond()).sum();
      double validation = epochs.isEmpty() ? Double.NaN : epochs.get(bestEpoch - 1).validation();
      return new TrainingInfo(
          seed, model.name().label(), epochs.size(), bestEpoch, validation, seconds);
    }

    @Override
    public void close() {
      encoder.close();
    }
  }

  /** One model on everybody's events. */
  Trained generic(long seed) {
    return train(
        ModelName.GENERIC,
        seed,
        split,
        Optional.empty(),
        validation(split, split.validation(), allItems(split.catalog())));
  }

  /** A model on the power users' genre events, which knows nothing else. */
  Trained distilled(long seed) {
    Split world = slice.orElseThrow().genreOnly();
    return train(
        ModelName.DISTILLED,
        seed,
        world,
        Optional.empty(),
        validation(world, world.validation(), allItems(world.catalog())));
  }

  /**
   * The generic model trained on: the power users' whole histories, predicting their genre events
   * among the genre's items.
   */
  Trained fineTuned(long seed, SequenceEncoder generic) {
    return train(
        ModelName.FINE_TUNED,
        seed,
        slice.orElseThrow().whole(),
        Optional.of(EncoderWeights.of(generic)),
        validation(
            slice.orElseThrow().whole(),
            slice.orElseThrow().genreOnly().validation(),
            trainingSet(ModelName.FINE_TUNED).candidates()));
  }

  /** What a model is fitted on. */
  private TrainingSet trainingSet(ModelName name) {
    return switch (name) {
      case GENERIC -> TrainingSet.ofAllItems(split.fit(), split.catalog().size());
      case DISTILLED -> {
        Split world = slice.orElseThrow().genreOnly();
        yield TrainingSet.ofAllItems(world.fit(), world.catalog().size());
      }
      case FINE_TUNED -> {
        Split world = slice.orElseThrow().whole();
        Catalog genre = slice.orElseThrow().genreOnly().catalog();
        yield new TrainingSet(
            world.fit(), world.catalog().size(), genre.indicesIn(world.catalog()));
      }
      default -> throw new IllegalArgumentException(name.label() + " is not trained");
    };
  }

  /** How a model is trained. */
  private TrainingConfig trainingConfig(ModelName name) {
    TrainingConfig base = config.training();
    if (name != ModelName.FINE_TUNED) {
      return base;
    }
    return base.with(
        base.optimizer().withLearningRate(config.fineTuneLearningRate()), config.fineTuneEpochs());
  }

  /**
   * The positions that each model's training passes over if it goes to its last epoch; none for a
   * model that another run has trained.
   */
  private Map<ModelName, Long> plannedPositions() {
    Map<ModelName, Long> planned = new EnumMap<>(ModelName.class);
    for (ModelName name : ModelName.values()) {
      boolean start = name == ModelName.GENERIC && config.models().contains(ModelName.FINE_TUNED);
      boolean done = name == ModelName.GENERIC && checkpoints.genericTakenOver();
      boolean possible = !done && name.trained() && (slice.isPresent() || !name.sliced());
      if (possible && (start || config.models().contains(name))) {
        planned.put(
            name,
            EncoderTrainer.plannedPositions(
                trainingSet(name), trainingConfig(name), config.encoder().window()));
      }
    }
    return planned;
  }

  private static int[] allItems(Catalog catalog) {
    return IntStream.rangeClosed(1, catalog.size()).toArray();
  }

  private Trained train(
      ModelName name,
      long seed,
      Split world,
      Optional<EncoderWeights> start,
      ToDoubleFunction<SequenceEncoder> validation) {
    TrainingSet set = trainingSet(name);
    TrainingConfig training = trainingConfig(name);
    if (!device.isGpu()) {
      MemoryNeed.of(config.encoder(), set, training)
          .check(ComputeDevice.memoryBytes(), Runtime.getRuntime().maxMemory());
    }
    estimate.begins(name).ifPresent(progress::line);
    SequenceEncoder encoder =
        new SequenceEncoder(config.encoder(), world.catalog().size(), device, seed);
    try {
      start.ifPresent(weights -> weights.copyTo(encoder));
      EncoderTrainer trainer = new EncoderTrainer(encoder, set, training, seed);
      CheckpointFile checkpoint = checkpoints.of(name, seed);
      try (Following following = new Following(name, seed, trainer.epochs(), set.fit().events())) {
        TrainingResult result = trainer.train(validation, following, Optional.of(checkpoint));
        progress.line(
            "%s, seed %d: kept epoch %d of %d"
                .formatted(name.label(), seed, result.bestEpoch(), result.epochs().size()));
        return new Trained(
            new FittedModel(name, new EncoderRecommender(encoder), world),
            encoder,
            rows(name, seed, result),
            result.bestEpoch(),
            set.fit().events());
      }
    } catch (RuntimeException | Error e) {
      encoder.close();
      throw e;
    }
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

  /**
   * ndcg@10 on the validation part: given their fit part, how users' validation events are ranked
   * among the candidates. NaN where nobody has a validation event.
   *
   * @param world whose fit part is the history
   * @param truth validation events of the same user rows, in the index space of the candidates'
   *     positions
   * @param candidates item indices of {@code world}'s catalogue
   */
  private static ToDoubleFunction<SequenceEncoder> validation(
      Split world, InteractionLog truth, int[] candidates) {
    int[] rows =
        IntStream.range(0, truth.users())
            .filter(row -> truth.size(row) > 0 && world.fit().size(row) > 0)
            .toArray();
    int[] sampled = sample(rows, VALIDATION_USERS);
    if (sampled.length == 0) {
      return encoder -> Double.NaN;
    }
    InteractionLog history = world.fit().select(sampled);
    InteractionLog wanted = truth.select(sampled);
    return encoder ->
        Evaluator.meanNdcg(
            new EncoderRecommender(encoder).rank(history, candidates, VALIDATION_DEPTH), wanted);
  }

  /** At most so many of the rows, always the same ones, ascending. */
  private static int[] sample(int[] rows, int most) {
    int[] shuffled = rows.clone();
    SplittableRandom random = new SplittableRandom(VALIDATION_SEED);
    for (int i = shuffled.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int row = shuffled[i];
      shuffled[i] = shuffled[j];
      shuffled[j] = row;
    }
    int[] kept = Arrays.copyOf(shuffled, Math.min(most, shuffled.length));
    Arrays.sort(kept);
    return kept;
  }

  /** Shows training as a stage of the progress, with one line per epoch. */
  private final class Following implements TrainingListener, AutoCloseable {
    private final ModelName name;
    private final long seed;
    private final int epochs;
    private final long positionsPerEpoch;
    private Progress.Stage stage;
    private long startedAt;
    private double best = Double.NEGATIVE_INFINITY;

    Following(ModelName name, long seed, int epochs, long positionsPerEpoch) {
      this.name = name;
      this.seed = seed;
      this.epochs = epochs;
      this.positionsPerEpoch = positionsPerEpoch;
    }

    @Override
    public void step(int epoch, int batch, int batches) {
      if (stage == null) {
        stage = progress.stage("train " + name.label() + ", seed " + seed, (long) epochs * batches);
        startedAt = passed(epoch, batch - 1, batches);
      }
      stage.step(1);
      tell(passed(epoch, batch, batches), false);
    }

    /** The planned positions that lie behind. */
    private long passed(int epoch, int batch, int batches) {
      return (epoch - 1) * positionsPerEpoch + positionsPerEpoch * batch / batches;
    }

    private void tell(long passed, boolean epochOver) {
      estimate.passed(passed, passed - startedAt, epochOver).ifPresent(progress::line);
    }

    @Override
    public void epoch(EpochRecord record) {
      boolean better = record.validation() > best;
      best = Math.max(best, record.validation());
      progress.line(
          String.format(
              Locale.ROOT,
              "%s, seed %d, epoch %d/%d: loss %.4f, validation ndcg@10 %.4f%s, %,.0f positions/s",
              name.label(),
              seed,
              record.epoch(),
              epochs,
              record.loss(),
              record.validation(),
              better ? " (best)" : "",
              record.positionsPerSecond()));
      if (LOG.isInfoEnabled()) {
        NativeMemory.bytesInUse()
            .ifPresent(
                bytes ->
                    LOG.info("epoch {}: {} KiB of native memory", record.epoch(), bytes >> 10));
      }
      if (stage != null) {
        tell(record.epoch() * positionsPerEpoch, true);
      }
    }

    @Override
    public boolean stopRequested() {
      return stop.made();
    }

    @Override
    public void close() {
      if (stage != null) {
        stage.close();
      }
    }
  }
}
