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
  private final List<NDArray> pending = new ArrayList<>();
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
   * @param lossAndNorm (2) its loss and its gradient norm
   * @param weight of its targets
   * @param events that it saw and no other step of the epoch
   */
  void add(NDArray lossAndNorm, double weight, int events) {
    lossAndNorm.attach(pendingManager);
    pending.add(lossAndNorm);
    sums =
        new TrainingState.Running(
            sums.loss(),
            sums.weight() + weight,
            sums.gradientNorm(),
            sums.steps() + 1,
            sums.positions() + events,
            sums.seconds());
    if (pending.size() == STEPS_PER_FETCH) {
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
    int first = sums.steps() - pending.size();
    for (int i = 0; i < pending.size(); i++) {
      float[] both = pending.get(i).toFloatArray();
      float stepLoss = both[0];
      float stepNorm = both[1];
      if (!Float.isFinite(stepLoss) || !Float.isFinite(stepNorm)) {
        throw new TrainingException(
            "loss %s, gradient norm %s in epoch %d, step %d; lower --learning-rate or --clip-norm, or raise --warmup-fraction (the checkpoint before it is kept)"
                .formatted(stepLoss, stepNorm, epoch + 1, first + i + 1));
      }
      lossSum += stepLoss;
      normSum += stepNorm;
      pending.get(i).close();
    }
    pending.clear();
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
