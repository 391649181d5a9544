package movielens.experiment.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;

/**
 * Spans of time in classes that double in length: class 0 is no time at all, class c from 2^(c−1)
 * seconds on.
 */
final class TimeGap {
  /** The last class takes everything from 2^30 seconds, 34 years, on. */
  static final int CLASSES = 32;

  private TimeGap() {}

  /** The classes of INT64 seconds of any shape, as INT64. */
  static NDArray classesOf(NDArray seconds) {
    NDManager manager = seconds.getManager();
    long[] begins = new long[CLASSES - 1];
    for (int i = 0; i < begins.length; i++) {
      begins[i] = 1L << i;
    }
    int last = seconds.getShape().dimension();
    return seconds
        .expandDims(last)
        .gte(manager.create(begins))
        .toType(DataType.INT64, false)
        .sum(new int[] {last});
  }

  /**
   * The classes of the spans that attention covers.
   *
   * @param gaps (B, T) INT64 seconds from each event to the next
   * @return (B, T, T) INT64 classes of the time from the event of each column to the one after that
   *     of the row; 0 above the diagonal
   */
  static NDArray spansOf(NDArray gaps) {
    NDArray after = gaps.cumSum(1);
    return classesOf(after.expandDims(2).sub(after.sub(gaps).expandDims(1)));
  }
}
