package movielens.experiment.training;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import movielens.experiment.model.EncoderWeights;
import movielens.experiment.model.SequenceEncoder;

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

  /** Losses are fetched from the device once in so many steps. */
  private static final int STEPS_PER_FETCH = 16;

  private final SequenceEncoder encoder;
  private final TrainingSet set;
  private final TrainingConfig config;
  private final long seed;
  private final Targets targets;
  private final BatchBuilder builder;
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
    this.encoder = encoder;
    this.set = set;
    this.config = TrainingBudget.of(config, set.fit(), encoder.config().window());
    this.seed = seed;
    targets = new Targets(set, config.objective());
    builder = new BatchBuilder(set, targets, this.config);
    loss = new TargetLoss(encoder, config.loss(), set);
    learningRate = new LearningRate(config.optimizer());
    boolean any = false;
    for (int user = 0; user < set.fit().users() && !any; user++) {
      any = set.fit().size(user) > 0 && targets.exists(user, set.fit().start(user));
    }
    if (!any) {
      throw new TrainingException(
          "no user has two fit events, so there is nothing to predict; use more data or a lower"
              + " --min-rating");
    }
  }

  /**
   * Positions that a training passes over if it goes to its last epoch.
   *
   * @param set what an encoder is fitted on
   * @param config how
   * @param window the encoder's window
   */
  public static long plannedPositions(TrainingSet set, TrainingConfig config, int window) {
    return set.fit().events() * TrainingBudget.of(config, set.fit(), window).epochs();
  }

  /** Most epochs of this training: those of the configuration, or more for a small set. */
  public int epochs() {
    return config.epochs();
  }

  /**
   * Trains until the last epoch, or until validation has not improved for {@code patience} epochs.
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
    try (BatchGradients gradients = new BatchGradients(encoder, loss)) {
      TrainingState state = start(checkpoint, optimizer);
      while (!state.finished()) {
        state = epoch(state, gradients, optimizer, validation, listener, checkpoint);
        EpochRecord record = state.epochs().get(state.epoch() - 1);
        TrainingState done = state;
        checkpoint.ifPresent(file -> file.write(done));
        listener.epoch(record);
      }
      return new TrainingResult(state.epochs(), state.bestEpoch());
    } catch (EngineException e) {
      if (String.valueOf(e.getMessage()).contains("memory")) {
        throw new TrainingException(
            "out of memory in a step of %d windows of %d events at width %d; lower --batch-size, --window or --dim"
                .formatted(config.batchSize(), encoder.config().window(), encoder.config().dim()),
            e);
      }
      throw e;
    } finally {
      optimizer.close();
    }
  }

  /** Trains for the rest of an epoch; afterwards the encoder has the state's weights. */
  private TrainingState epoch(
      TrainingState state,
      BatchGradients gradients,
      AdamW optimizer,
      ToDoubleFunction<SequenceEncoder> validation,
      TrainingListener listener,
      Optional<CheckpointFile> checkpoint) {
    try (Steps steps = new Steps(gradients, optimizer, average(state))) {
      TrainingState.Running sums = runEpoch(state, steps, listener, checkpoint);
      EncoderWeights trained = EncoderWeights.of(encoder);
      Optional<EncoderWeights> averaged = steps.averaged();
      averaged.ifPresent(weights -> weights.copyTo(encoder));
      double quality = validation.applyAsDouble(encoder);
      TrainingState after = afterEpoch(state, sums, quality, trained, averaged, optimizer);
      if (after.finished() || averaged.isPresent()) {
        after.weights().copyTo(encoder);
      }
      return after;
    }
  }

  private Optional<WeightAverage> average(TrainingState state) {
    return state
        .average()
        .map(start -> new WeightAverage(encoder, start, config.optimizer().averageDecay()));
  }

  private TrainingState start(Optional<CheckpointFile> checkpoint, AdamW optimizer) {
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
        weights,
        weights,
        config.optimizer().averages() ? Optional.of(weights) : Optional.empty(),
        optimizer.state(),
        config.epochs() == 0);
  }

  private TrainingState.Running runEpoch(
      TrainingState state,
      Steps steps,
      TrainingListener listener,
      Optional<CheckpointFile> checkpoint) {
    int epoch = state.epoch();
    EpochPlan plan =
        EpochPlan.of(
            set.fit(),
            targets,
            config,
            encoder.config().window(),
            RandomStream.of(seed, PLAN_STREAM, epoch));
    try (StepSums sums = new StepSums(state.running(), epoch);
        BatchesAhead batches =
            new BatchesAhead(
                at -> builder.build(plan, at, RandomStream.of(seed, BATCH_STREAM, epoch, at)),
                state.batch(),
                plan.batches())) {
      for (int place = state.batch(); place < plan.batches(); place++) {
        Batch batch = batches.take();
        double rate = learningRate.at((epoch + (place + 1.0) / plan.batches()) / config.epochs());
        steps.step(batch, epoch, place, rate, sums);
        listener.step(epoch + 1, place + 1, plan.batches());
        boolean stop = listener.stopRequested();
        if (stop || checkpoint.filter(CheckpointFile::due).isPresent()) {
          TrainingState now = midEpoch(state, place + 1, sums.fetch(), steps);
          checkpoint.ifPresent(file -> file.write(now));
          sums.goOn();
        }
        if (stop) {
          throw new TrainingInterrupted(epoch + 1, place + 1);
        }
      }
      return sums.fetch();
    }
  }

  /** The steps of an epoch. */
  private final class Steps implements AutoCloseable {
    private final BatchGradients gradients;
    private final AdamW optimizer;
    private final Optional<WeightAverage> average;

    Steps(BatchGradients gradients, AdamW optimizer, Optional<WeightAverage> average) {
      this.gradients = gradients;
      this.optimizer = optimizer;
      this.average = average;
    }

    void step(Batch batch, int epoch, int place, double rate, StepSums sums) {
      // For dropout that the engine draws; the other comes from the stream of the same name.
      Engine.getInstance()
          .setRandomSeed((int) RandomStream.seed(seed, DROPOUT_STREAM, epoch, place));
      SplittableRandom dropout = RandomStream.of(seed, DROPOUT_STREAM, epoch, place);
      try (NDManager step = encoder.manager().newSubManager()) {
        NDArray value = gradients.add(batch, dropout, step);
        NDArray norm = optimizer.step(rate, step);
        average.ifPresent(of -> of.add(optimizer.steps(), step));
        sums.add(value, norm, batch);
      }
    }

    Optional<EncoderWeights> averaged() {
      return average.map(WeightAverage::weights);
    }

    @Override
    public void close() {
      average.ifPresent(WeightAverage::close);
    }
  }

  private TrainingState midEpoch(
      TrainingState state, int batch, TrainingState.Running sums, Steps steps) {
    return new TrainingState(
        state.epoch(),
        batch,
        sums,
        state.epochs(),
        state.bestEpoch(),
        EncoderWeights.of(encoder),
        state.best(),
        steps.averaged(),
        steps.optimizer.state(),
        false);
  }

  private TrainingState afterEpoch(
      TrainingState state,
      TrainingState.Running sums,
      double validation,
      EncoderWeights trained,
      Optional<EncoderWeights> averaged,
      AdamW optimizer) {
    int epoch = state.epoch() + 1;
    EpochRecord record =
        new EpochRecord(
            epoch,
            sums.loss() / sums.weight(),
            validation,
            learningRate.at((double) epoch / config.epochs()),
            sums.gradientNorm() / sums.steps(),
            sums.positions() / sums.seconds());
    // Without validation events there is nothing to choose by, and the last epoch is kept.
    boolean better = Double.isNaN(validation) || validation > state.bestValidation();
    int bestEpoch = better ? epoch : state.bestEpoch();
    EncoderWeights best = better ? averaged.orElse(trained) : state.best();
    boolean finished =
        epoch == config.epochs()
            || (config.patience() > 0 && epoch - bestEpoch >= config.patience());
    return new TrainingState(
        epoch,
        0,
        TrainingState.Running.NONE,
        state.epochsWith(record),
        bestEpoch,
        finished ? best : trained,
        best,
        averaged,
        optimizer.state(),
        finished);
  }

  /** Adds up losses and norms of steps, fetching them from the device only now and then. */
  private final class StepSums implements AutoCloseable {
    private final NDManager pendingManager = encoder.manager().newSubManager();
    private final List<NDArray> pendingLosses = new ArrayList<>();
    private final List<NDArray> pendingNorms = new ArrayList<>();
    private final int epoch;
    private TrainingState.Running sums;

    /** Since when time is not yet among the sums. */
    private long countedUntil = System.nanoTime();

    StepSums(TrainingState.Running sums, int epoch) {
      this.sums = sums;
      this.epoch = epoch;
    }

    /** Leaves out the time since the last fetch. */
    void goOn() {
      countedUntil = System.nanoTime();
    }

    void add(NDArray value, NDArray norm, Batch batch) {
      NDArray detached = value.stopGradient();
      detached.attach(pendingManager);
      norm.attach(pendingManager);
      pendingLosses.add(detached);
      pendingNorms.add(norm);
      double weight = 0;
      for (float w : batch.weights()) {
        weight += w;
      }
      sums =
          new TrainingState.Running(
              sums.loss(),
              sums.weight() + weight,
              sums.gradientNorm(),
              sums.steps() + 1,
              sums.positions() + batch.events(),
              sums.seconds());
      if (pendingLosses.size() == STEPS_PER_FETCH) {
        fetch();
      }
    }

    /**
     * The sums, results that are still being computed included: what a device does in the
     * background is waited for, and so within the time.
     */
    TrainingState.Running fetch() {
      double lossSum = sums.loss();
      double normSum = sums.gradientNorm();
      int first = sums.steps() - pendingLosses.size();
      for (int i = 0; i < pendingLosses.size(); i++) {
        float stepLoss = pendingLosses.get(i).getFloat();
        float stepNorm = pendingNorms.get(i).getFloat();
        if (!Float.isFinite(stepLoss) || !Float.isFinite(stepNorm)) {
          throw new TrainingException(
              "loss %s, gradient norm %s in epoch %d, step %d; lower --learning-rate or --clip-norm, or raise --warmup-fraction (the checkpoint before it is kept)"
                  .formatted(stepLoss, stepNorm, epoch + 1, first + i + 1));
        }
        lossSum += stepLoss;
        normSum += stepNorm;
        pendingLosses.get(i).close();
        pendingNorms.get(i).close();
      }
      pendingLosses.clear();
      pendingNorms.clear();
      long now = System.nanoTime();
      double seconds = sums.seconds() + (now - countedUntil) / 1e9;
      countedUntil = now;
      sums =
          new TrainingState.Running(
              lossSum, sums.weight(), normSum, sums.steps(), sums.positions(), seconds);
      return sums;
    }

    @Override
    public void close() {
      pendingManager.close();
    }
  }
}
