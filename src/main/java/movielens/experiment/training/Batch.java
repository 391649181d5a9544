package movielens.experiment.training;

import java.util.Arrays;
import java.util.List;

/**
 * One training step's input, as plain arrays. B windows of T positions, P targets, N shared
 * negatives. The last targets may be padding: of weight 0, at row 0, with item 0.
 *
 * @param windows B
 * @param length T, the longest window of the batch
 * @param itemIds (B·T) item indices, padded on the right with 0
 * @param gaps (B·T) seconds to the next event
 * @param events real events among them
 * @param rows (P) flat position b·T + t of each target
 * @param positives (P) item to predict
 * @param weights (P) weight of each target; the loss is the weighted sum
 * @param negatives (N) items shared by all targets, or (P·n) items of each target for {@link
 *     Loss.Gbce}; empty for full softmax
 * @param positiveLogQ (P) logarithm of how often the positive is expected among the negatives, or 0
 * @param negativeLogQ (N) the same for the negatives, or 0
 * @param hits places p·N + n where a shared negative is no negative for the target, some of them
 *     twice; empty where negatives are not shared
 */
record Batch(
    int windows,
    int length,
    long[] itemIds,
    long[] gaps,
    int events,
    long[] rows,
    long[] positives,
    float[] weights,
    long[] negatives,
    float[] positiveLogQ,
    float[] negativeLogQ,
    long[] hits) {
  /**
   * Two batches of half the windows each, whose losses add up to this one's; or this batch alone,
   * where one of them would have no target.
   */
  List<Batch> halves() {
    int targets = positives.length;
    while (targets > 0 && positives[targets - 1] == 0) {
      targets--;
    }
    int middle = windows / 2;
    int cut = 0;
    while (cut < targets && rows[cut] < (long) middle * length) {
      cut++;
    }
    return cut == 0 || cut == targets
        ? List.of(this)
        : List.of(part(0, middle, 0, cut), part(middle, windows, cut, targets));
  }

  private Batch part(int firstWindow, int endWindow, int first, int end) {
    int a = firstWindow * length;
    int b = endWindow * length;
    int padded = BatchBuilder.padded(end - first);
    boolean shared = positiveLogQ.length > 0;
    int perTarget = shared ? 0 : negatives.length / positives.length;
    long from = (long) first * negatives.length;
    long to = (long) end * negatives.length;
    long[] itemIdsOfPart = Arrays.copyOfRange(itemIds, a, b);
    return new Batch(
        endWindow - firstWindow,
        length,
        itemIdsOfPart,
        Arrays.copyOfRange(gaps, a, b),
        (int) Arrays.stream(itemIdsOfPart).filter(item -> item != 0).count(),
        Arrays.copyOf(Arrays.stream(rows, first, end).map(row -> row - a).toArray(), padded),
        Arrays.copyOf(Arrays.copyOfRange(positives, first, end), padded),
        Arrays.copyOf(Arrays.copyOfRange(weights, first, end), padded),
        shared
            ? negatives
            : Arrays.copyOf(
                Arrays.copyOfRange(negatives, first * perTarget, end * perTarget),
                padded * perTarget),
        shared ? Arrays.copyOf(Arrays.copyOfRange(positiveLogQ, first, end), padded) : positiveLogQ,
        negativeLogQ,
        Arrays.stream(hits)
            .filter(hit -> hit >= from && hit < to)
            .map(hit -> hit - from)
            .toArray());
  }
}
