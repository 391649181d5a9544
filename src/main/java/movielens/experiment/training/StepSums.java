package movielens.experiment.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;

/**
 * Adds up losses and norms of steps, fetching them from the device only now and then. A device may
 * compute behind the program's back, so time is taken when what it computed is there.
 */
final class StepSums implements AutoCloseable {
  /** Losses are fetched from the device once in so many steps. */
  private static final int STEPS_PER_FETCH = 16;

  private final NDManager pendingManager;
  private final List<NDArray> pendingLosses = new ArrayList<>();
  private final List<NDArray> pendingNorms = new ArrayList<>();
  private final int epoch;
  private TrainingState.Running sums;
  private long started = System.nanoTime();

  /**
   * @param manager of the encoder
   * @param sums over the steps of the epoch before these
   * @param epoch epochs done
   */
  StepSums(NDManager manager, TrainingState.Running sums, int epoch) {
    pendingManager = manager.newSubManager();
    this.sums = sums;
    this.epoch = epoch;
  }

  /** Leaves the time since the last fetch out: it was not spent on steps. */
  void restartClock() {
    started = System.nanoTime();
  }

  /**
   * Adds a step.
   *
   * @param value its loss, a scalar
   * @param norm its gradient norm, a scalar
   * @param weight of its targets
   * @param events that it saw and no other step of the epoch
   */
  void add(NDArray value, NDArray norm, double weight, int events) {
    NDArray detached = value.stopGradient();
    detached.attach(pendingManager);
    norm.attach(pendingManager);
    pendingLosses.add(detached);
    pendingNorms.add(norm);
    sums =
        new TrainingState.Running(
            sums.loss(),
            sums.weight() + weight,
            sums.gradientNorm(),
            sums.steps() + 1,
            sums.positions() + events,
            sums.seconds());
    if (pendingLosses.size() == STEPS_PER_FETCH) {
      fetch();
    }
  }

  /**
   * The sums over all steps that were added.
   *
   * @throws TrainingException when a loss or norm is not finite
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
    double seconds = sums.seconds() + (System.nanoTime() - started) / 1e9;
    restartClock();
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
