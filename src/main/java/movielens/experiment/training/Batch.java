package movielens.experiment.training;

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
    long[] hits) {}
