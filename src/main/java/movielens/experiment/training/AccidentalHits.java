package movielens.experiment.training;

import java.util.Arrays;
import movielens.experiment.data.InteractionLog;
import movielens.experiment.training.loss.Mask;

/**
 * Finds shared negatives that are no negatives for a target: the positive itself, and the user's
 * fit events that a {@link Mask} names. One instance serves one batch at a time.
 */
final class AccidentalHits {
  private static final int NONE = -1;

  private final InteractionLog fit;
  private final Targets targets;
  private final int[] firstColumn;
  private int[] nextColumn = new int[0];
  private long[] hits = new long[1024];
  private int count;

  AccidentalHits(InteractionLog fit, Targets targets, int items) {
    this.fit = fit;
    this.targets = targets;
    firstColumn = new int[items + 1];
    Arrays.fill(firstColumn, NONE);
  }

  /**
   * Finds the accidental hits of a batch.
   *
   * @param plan the epoch's windows
   * @param place the batch's place in the epoch
   * @param rowOf row of the scores for each (window, offset): {@code rowOf[(window − first)·T +
   *     offset]}, −1 without a target
   * @param length T
   * @param positives (P) item of each row
   * @param negatives (N) item of each column
   * @param mask which fit events of the user count
   * @return places row·N + column in the (P, N) scores; one may be there twice
   */
  long[] find(
      EpochPlan plan,
      int place,
      int[] rowOf,
      int length,
      long[] positives,
      long[] negatives,
      Mask mask) {
    count = 0;
    chainColumns(negatives);
    int first = plan.firstWindow(place);
    for (int window = first; window < plan.endWindow(place); window++) {
      int base = (window - first) * length;
      switch (mask) {
        case HORIZON -> addHorizon(plan, window, rowOf, base, negatives.length);
        case OWN -> addOwn(plan, window, rowOf, base, negatives.length);
        case NONE -> {
          // The positives alone, below.
        }
      }
    }
    for (int row = 0; row < positives.length; row++) {
      add((int) positives[row], row, negatives.length);
    }
    for (long item : negatives) {
      firstColumn[(int) item] = NONE;
    }
    return Arrays.copyOf(hits, count);
  }

  private void chainColumns(long[] negatives) {
    nextColumn = new int[negatives.length];
    for (int column = 0; column < negatives.length; column++) {
      int item = (int) negatives[column];
      nextColumn[column] = firstColumn[item];
      firstColumn[item] = column;
    }
  }

  private void addHorizon(EpochPlan plan, int window, int[] rowOf, int base, int columns) {
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
          add(item, row, columns);
        }
      }
    }
  }

  private void addOwn(EpochPlan plan, int window, int[] rowOf, int base, int columns) {
    int user = plan.user(window);
    int length = plan.windowEnd(window) - plan.windowStart(window);
    for (int seen = fit.start(user); seen < fit.end(user); seen++) {
      int item = fit.item(seen);
      if (firstColumn[item] == NONE) {
        continue;
      }
      for (int flat = base; flat < base + length; flat++) {
        if (rowOf[flat] >= 0) {
          add(item, rowOf[flat], columns);
        }
      }
    }
  }

  private void add(int item, int row, int columns) {
    for (int column = firstColumn[item]; column != NONE; column = nextColumn[column]) {
      if (count == hits.length) {
        hits = Arrays.copyOf(hits, Math.multiplyExact(2, count));
      }
      hits[count++] = (long) row * columns + column;
    }
  }
}
