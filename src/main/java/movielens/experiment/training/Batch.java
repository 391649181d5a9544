package movielens.experiment.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import movielens.experiment.training.loss.Contrast;
import movielens.experiment.training.loss.Lesson;
import movielens.experiment.training.loss.TargetLoss;

/**
 * One training step's input, as plain arrays. B windows of T positions, P targets. The last targets
 * may be padding: of weight 0, at row 0, with item 0.
 *
 * @param windows B
 * @param length T, the longest window of the batch
 * @param itemIds (B·T) item indices, padded on the right with 0
 * @param gaps (B·T) seconds to the next event
 * @param rows (P) flat position b·T + t of each target
 * @param positives (P) item to predict
 * @param weights (P) weight of each target; the loss is the weighted sum
 * @param contrast what the targets are compared with
 * @param lesson what a teacher says about the targets, where there is one
 */
record Batch(
    int windows,
    int length,
    long[] itemIds,
    long[] gaps,
    long[] rows,
    long[] positives,
    float[] weights,
    Contrast contrast,
    Optional<Lesson> lesson) {
  /** Summed weight of the targets; 1 on average over an epoch. */
  double weight() {
    double sum = 0;
    for (float weight : weights) {
      sum += weight;
    }
    return sum;
  }

  /**
   * Batches of consecutive windows, about equally many in each, whose losses add up to this one's.
   * Windows without a target teach nothing and may be missing.
   *
   * @param parts at most so many, at least 1
   */
  List<Batch> parts(int parts) {
    if (parts == 1) {
      return List.of(this);
    }
    int targets = positives.length;
    while (targets > 0 && positives[targets - 1] == 0) {
      targets--;
    }
    List<Batch> cut = new ArrayList<>();
    int first = 0;
    for (int part = 0; part < parts; part++) {
      int begin = (int) ((long) windows * part / parts);
      int end = (int) ((long) windows * (part + 1) / parts);
      int next = first;
      while (next < targets && rows[next] < (long) end * length) {
        next++;
      }
      if (next > first) {
        cut.add(part(begin, end, first, next));
      }
      first = next;
    }
    return cut.size() <= 1 ? List.of(this) : cut;
  }

  private Batch part(int firstWindow, int endWindow, int first, int end) {
    int a = firstWindow * length;
    int b = endWindow * length;
    int padded = TargetLoss.padded(end - first);
    return new Batch(
        endWindow - firstWindow,
        length,
        Arrays.copyOfRange(itemIds, a, b),
        Arrays.copyOfRange(gaps, a, b),
        Arrays.copyOf(Arrays.stream(rows, first, end).map(row -> row - a).toArray(), padded),
        Arrays.copyOf(Arrays.copyOfRange(positives, first, end), padded),
        Arrays.copyOf(Arrays.copyOfRange(weights, first, end), padded),
        contrast.part(first, end, padded),
        lesson.map(whole -> whole.part(first, end, padded, positives.length)));
  }
}
