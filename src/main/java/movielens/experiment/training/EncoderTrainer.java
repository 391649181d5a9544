package movielens.experiment.training;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import movielens.experiment.model.EncoderWeights;
import movielens.experiment.model.NativeMemory;
import movielens.experiment.model.SequenceEncoder;
import movielens.experiment.training.loss.TargetLoss;

/**
 * Trains an encoder on whole windows in one pass: every position of a window that has a target
 * contributes to the loss. Keeps the weights of the epoch with the best validation. The same seed,
 * data, configuration and thread count give the same weights, also when training was interrupted
 * and resumed.
 */
public final class EncoderTrainer {
  private static final long PLAN_STREAM = 1;
  private static final long BATCH_STREAM = 2;
  private static final long DROPOUT_STREAM = 3;

  /** A GPU takes a step in less time than a thread builds a batch. */
  private static final int BATCHES_AHEAD_ON_GPU = 4;

  private final SequenceEncoder encoder;
  private final TrainingSet set;
  private final TrainingConfig config;
  private final long seed;
  private final Optional<Teacher> teacher;
  private final Targets targets;
  private final List<BatchBuilder> builders;
  private final TargetLoss loss;
  private final LearningRate learningRate;

  /**
   * @param encoder trained in place
   * @param set what it is fitted on
   * @param config how
   * @param seed of windows, targets, negatives and dropout
   * @throws TrainingException when the set has nothing to predict
   */
  public EncoderTrainer(
      SequenceEncoder encoder, TrainingSet set, TrainingConfig config, long seed) {
    this(encoder, set, config, seed, Optional.empty());
  }

  /**
   * The same with a teacher.
   *
   * @param teacher another model that the encoder learns from, of the same set
   */
  public EncoderTrainer(
      SequenceEncoder encoder,
      TrainingSet set,
      TrainingConfig config,
      long seed,
      Optional<Teacher> teacher) {
    this.encoder = encoder;
    this.set = set;
    this.config = TrainingBudget.of(config, set.fit(), encoder.config().window());
    this.seed = seed;
    this.teacher = teacher;
    targets = new Targets(set, config.objective());
    int ahead = encoder.device().isGpu() ? BATCHES_AHEAD_ON_GPU : 1;
    builders =
        Stream.generate(() -> new BatchBuilder(set, targets, this.config, teacher))
            .limit(ahead)
            .toList();
    loss = new TargetLoss(encoder, config.loss(), set.candidates());
    learningRate = new LearningRate(this.config);
    set.check();
  }

  /**
   * Positions that a training passes over if it goes to its last epoch.
   *
   * @param set what an encoder is fitted on
   * @param config how
   * @param window the encoder's window
   */
  public static long plannedPositions(TrainingSet set, TrainingConfig config, int window) {
    return set.fit().events() * TrainingBudget.of(config, set.fit(), window).epochs().most();
  }

  /** Most epochs of this training: those of the configuration, or more for a small set. */
  public int epochs() {
    return config.epochs().most();
  }

  /**
   * Trains until the last epoch, or until validation has not improved for {@code patience} epochs,
   * and what {@link EarlyStop} adds. Keeps the best epoch, or the start where that is wanted and no
   * epoch is better.
   *
   * @param validation quality of the encoder as it is, higher is better; called after each epoch
   * @param listener told of steps and epochs
   * @param checkpoint where the state is kept and resumed from, if anywhere
   * @throws TrainingException when a loss or gradient is not finite, or memory runs out
   * @throws TrainingInterrupted when the listener asked to stop
   */
  public TrainingResult train(
      ToDoubleFunction<SequenceEncoder> validation,
      TrainingListener listener,
      Optional<CheckpointFile> checkpoint) {
    AdamW optimizer = new AdamW(encoder, config.optimizer());
    Optional<WeightAverage> average = Optional.empty();
    try (TrainingStep stepper = TrainingStep.of(encoder, loss, optimizer, teacher.isPresent())) {
      TrainingState state = start(checkpoint, optimizer, validation);
      average = state.average().map(this::average);
      Session session = new Session(stepper, optimizer, average, listener, checkpoint);
      while (!state.finished()) {
        TrainingState.Running sums = session.runEpoch(state);
        EncoderWeights trained = EncoderWeights.of(encoder);
        Optional<EncoderWeights> averaged = average.map(WeightAverage::weights);
        averaged.ifPresent(weights -> weights.copyTo(encoder));
        double quality = validation.applyAsDouble(encoder);
        state = afterEpoch(state, sums, quality, trained, averaged, optimizer.state());
        EpochRecord record = state.epochs().get(state.epoch() - 1);
        if (state.finished() || averaged.isPresent() || state.coolingFrom() == state.epoch()) {
          state.weights().copyTo(encoder);
        }
        TrainingState done = state;
        checkpoint.ifPresent(file -> file.write(done));
        listener.epoch(record);
      }
      return new TrainingResult(state.epochs(), state.bestEpoch(), state.bestValidation());
    } catch (EngineException e) {
      if (NativeMemory.exhausted(e)) {
        throw new TrainingException(
            "out of memory in a step of %d windows of %d events at width %d; lower --batch-size, --window or --dim"
                .formatted(
                    config.batching().size(), encoder.config().window(), encoder.config().dim()),
            e);
      }
      throw e;
    } finally {
      average.ifPresent(WeightAverage::close);
      optimizer.close();
    }
  }

  private WeightAverage average(EncoderWeights start) {
    return new WeightAverage(encoder, start, config.optimizer().averageDecay());
  }

  private TrainingState start(
      Optional<CheckpointFile> checkpoint,
      AdamW optimizer,
      ToDoubleFunction<SequenceEncoder> validation) {
    Optional<TrainingState> saved = checkpoint.flatMap(CheckpointFile::read);
    if (saved.isPresent()) {
      saved.get().weights().copyTo(encoder);
      optimizer.restore(saved.get().optimizer());
      return saved.get();
    }
    EncoderWeights weights = EncoderWeights.of(encoder);
    return new TrainingState(
        0,
        0,
        TrainingState.Running.NONE,
        List.of(),
        0,
        config.epochs().keepStart() ? validation.applyAsDouble(encoder) : Double.NEGATIVE_INFINITY,
        0,
        weights,
        weights,
        config.optimizer().averages() ? Optional.of(weights) : Optional.empty(),
        optimizer.state(),
        config.epochs().most() == 0);
  }

  private TrainingState afterEpoch(
      TrainingState state,
      TrainingState.Running sums,
      double validation,
      EncoderWeights trained,
      Optional<EncoderWeights> averaged,
      AdamW.State optimizer) {
    int epoch = state.epoch() + 1;
    EpochRecord record =
        new EpochRecord(
            epoch,
            sums.loss() / sums.weight(),
            validation,
            learningRate.at(epoch, state.coolingFrom()),
            sums.gradientNorm() / sums.steps(),
            sums.positions() / sums.seconds());
    // Without validation events there is nothing to choose by, and the last epoch is kept.
    boolean better = Double.isNaN(validation) || validation > state.bestValidation();
    int bestEpoch = better ? epoch : state.bestEpoch();
    EncoderWeights best = better ? averaged.orElse(trained) : state.best();
    Epochs wanted = config.epochs();
    int coolingFrom = state.coolingFrom();
    boolean exhausted =
        coolingFrom == 0 && wanted.patience() > 0 && epoch - bestEpoch >= wanted.patience();
    boolean cools =
        exhausted
            && wanted.earlyStop() == EarlyStop.ANNEALED
            && averaged.isEmpty()
            && bestEpoch > 0
            && epoch < wanted.most();
    if (cools) {
      coolingFrom = epoch;
    }
    boolean finished = epoch == learningRate.lastEpoch(coolingFrom) || (exhausted && !cools);
    return new TrainingState(
        epoch,
        0,
        TrainingState.Running.NONE,
        state.epochsWith(record),
        bestEpoch,
        state.startValidation(),
        coolingFrom,
        finished || cools ? best : trained,
        best,
        averaged,
        optimizer,
        finished);
  }

  /** What the steps of one call of {@link #train} share. */
  private final class Session {
    private final TrainingStep stepper;
    private final AdamW optimizer;
    private final Optional<WeightAverage> average;
    private final TrainingListener listener;
    private final Optional<CheckpointFile> checkpoint;

    Session(
        TrainingStep stepper,
        AdamW optimizer,
        Optional<WeightAverage> average,
        TrainingListener listener,
        Optional<CheckpointFile> checkpoint) {
      this.stepper = stepper;
      this.optimizer = optimizer;
      this.average = average;
      this.listener = listener;
      this.checkpoint = checkpoint;
    }

    /** Takes the steps that are left of the epoch after those that are done. */
    TrainingState.Running runEpoch(TrainingState state) {
      int epoch = state.epoch();
      EpochPlan plan =
          EpochPlan.of(
              set.fit(),
              targets,
              config,
              encoder.config().window(),
              RandomStream.of(seed, PLAN_STREAM, epoch));
      try (StepSums sums = new StepSums(encoder.manager(), state.running(), epoch);
          BatchesAhead batches =
              new BatchesAhead(
                  builders.stream().map(builder -> batches(builder, plan, epoch)).toList(),
                  state.batch(),
                  plan.batches())) {
        for (int place = state.batch(); place < plan.batches(); place++) {
          Batch batch = batches.take();
          double rate =
              learningRate.at(epoch + (place + 1.0) / plan.batches(), state.coolingFrom());
          step(
              batch,
              plan.freshEvents(place),
              RandomStream.seed(seed, DROPOUT_STREAM, epoch, place),
              rate,
              sums);
          listener.step(epoch + 1, place + 1, plan.batches());
          afterStep(state, place + 1, sums);
        }
        return sums.fetch();
      }
    }

    private IntFunction<Batch> batches(BatchBuilder builder, EpochPlan plan, int epoch) {
      return at -> builder.build(plan, at, RandomStream.of(seed, BATCH_STREAM, epoch, at));
    }

    private void step(Batch batch, int freshEvents, long dropoutSeed, double rate, StepSums sums) {
      // For dropout that the engine draws; the other comes from a stream of the same seed.
      Engine.getInstance().setRandomSeed((int) dropoutSeed);
      SplittableRandom dropout = new SplittableRandom(dropoutSeed);
      try (NDManager step = encoder.manager().newSubManager()) {
        double weight = batch.weight();
        double clipNorm = config.optimizer().clipNorm(weight);
        NDArray lossAndNorm = stepper.take(batch, dropout, rate, clipNorm, step);
        average.ifPresent(of -> of.add(optimizer.steps(), step));
        sums.add(lossAndNorm, weight, freshEvents);
      }
    }

    private void afterStep(TrainingState state, int done, StepSums sums) {
      boolean stop = listener.stopRequested();
      if (stop || checkpoint.filter(CheckpointFile::due).isPresent()) {
        TrainingState now = now(state, done, sums.fetch());
        checkpoint.ifPresent(file -> file.write(now));
        sums.restartClock();
      }
      if (stop) {
        throw new TrainingInterrupted(state.epoch() + 1, done);
      }
    }

    private TrainingState now(TrainingState state, int batch, TrainingState.Running sums) {
      return new TrainingState(
          state.epoch(),
          batch,
          sums,
          state.epochs(),
          state.bestEpoch(),
          state.startValidation(),
          state.coolingFrom(),
          EncoderWeights.of(encoder),
          state.best(),
          average.map(WeightAverage::weights),
          optimizer.state(),
          false);
    }
  }
}
