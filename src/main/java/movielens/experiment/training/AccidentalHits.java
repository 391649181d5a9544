package movielens.experiment.training;

import java.util.Arrays;
import movielens.experiment.data.InteractionLog;

/**
 * Finds shared negatives that are no negatives for a target: the positive itself, and every fit
 * event of the user inside the horizon of the position. One instance serves one batch at a time.
 */
final class AccidentalHits {
  private static final int NONE = -1;

  private final InteractionLog fit;
  private final Targets targets;
  private final int[] firstColumn;
  private int[] nextColumn = new int[0];

  AccidentalHits(InteractionLog fit, Targets targets, int items) {
    this.fit = fit;
    this.targets = targets;
    firstColumn = new int[items + 1];
    Arrays.fill(firstColumn, NONE);
  }

  /**
   * Marks the accidental hits of a batch.
   *
   * @param plan the epoch's windows
   * @param place the batch's place in the epoch
   * @param rowOf row of the mask for each (window, offset): {@code rowOf[(window − first)·T +
   *     offset]}, −1 without a target
   * @param length T
   * @param positives (P) item of each row
   * @param negatives (N) item of each column
   * @return (P·N) 1 where masked
   */
  byte[] mask(
      EpochPlan plan, int place, int[] rowOf, int length, long[] positives, long[] negatives) {
    byte[] masked = new byte[Math.multiplyExact(positives.length, negatives.length)];
    chainColumns(negatives);
    int first = plan.firstWindow(place);
    for (int window = first; window < plan.endWindow(place); window++) {
      markHorizon(plan, window, rowOf, (window - first) * length, negatives.length, masked);
    }
    for (int row = 0; row < positives.length; row++) {
      mark((int) positives[row], row, negatives.length, masked);
    }
    for (long item : negatives) {
      firstColumn[(int) item] = NONE;
    }
    return masked;
  }

  private void chainColumns(long[] negatives) {
    nextColumn = new int[negatives.length];
    for (int column = 0; column < negatives.length; column++) {
      int item = (int) negatives[column];
      nextColumn[column] = firstColumn[item];
      firstColumn[item] = column;
    }
  }

  private void markHorizon(
      EpochPlan plan, int window, int[] rowOf, int base, int columns, byte[] masked) {
    int start = plan.windowStart(window);
    int last = plan.windowEnd(window) - 1;
    int earliest = start;
    for (int seen = start + 1; seen < targets.horizonEnd(last); seen++) {
      // Horizons end later for later positions, so those that reach `seen` are a range ending
      // before it.
      while (targets.horizonEnd(earliest) <= seen) {
        earliest++;
      }
      int item = fit.item(seen);
      if (firstColumn[item] == NONE) {
        continue;
      }
      for (int position = earliest; position < Math.min(seen, last + 1); position++) {
        int row = rowOf[base + position - start];
        if (row >= 0) {
          mark(item, row, columns, masked);
        }
      }
    }
  }

  private void mark(int item, int row, int columns, byte[] masked) {
    for (int column = firstColumn[item]; column != NONE; column = nextColumn[column]) {
      masked[row * columns + column] = 1;
    }
  }
}
