package movielens.experiment.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;

/**
 * Spans of time in classes: class 0 is no time at all, the others begin between 1 second and 2^30
 * seconds, each longer than the one before by the same factor.
 */
final class TimeGap {
  /** So many classes double in length. */
  static final int DOUBLING = 32;

  /** Fewest classes that the factor is defined for. */
  static final int FEWEST = 3;

  /** The scales of {@link #logarithmsOf}: 1, 16, … 16^7 seconds, which is 8.5 years. */
  static final int SCALES = 8;

  /** The last class takes everything from 2^30 seconds, 34 years, on. */
  private static final double LAST_EXPONENT = 30;

  private static final double SCALE = 16;

  private TimeGap() {}

  /** The second that each class but the first begins with; some begin with the same. */
  static long[] beginsOf(int classes) {
    long[] begins = new long[classes - 1];
    Arrays.setAll(begins, i -> Math.round(Math.pow(2, i * LAST_EXPONENT / (classes - 2))));
    return begins;
  }

  /** The classes of INT64 seconds of any shape, as INT64. */
  static NDArray classesOf(NDArray seconds, int classes) {
    int last = seconds.getShape().dimension();
    return seconds
        .expandDims(last)
        .gte(seconds.getManager().create(beginsOf(classes)))
        .toType(DataType.INT64, false)
        .sum(new int[] {last});
  }

  /**
   * The spans that attention covers.
   *
   * @param gaps (B, T) INT64 seconds from each event to the next
   * @return (B, T, T) INT64 seconds from the event of each column to the one after that of the row;
   *     not above 0 above the diagonal
   */
  static NDArray spansOf(NDArray gaps) {
    NDArray after = gaps.cumSum(1);
    return after.expandDims(2).sub(after.sub(gaps).expandDims(1));
  }

  /**
   * How long spans are on several scales.
   *
   * @param spans (B, T, T) INT64 seconds; below 0 they count as 0
   * @return (B, T, T, {@link #SCALES}) natural logarithms of 1 + the span in units of a scale
   */
  static NDArray logarithmsOf(NDArray spans) {
    NDManager manager = spans.getManager();
    float[] scales = new float[SCALES];
    for (int i = 0; i < SCALES; i++) {
      scales[i] = (float) Math.pow(SCALE, i);
    }
    NDArray seconds = spans.maximum(manager.create(0L)).toType(DataType.FLOAT32, false);
    return seconds.expandDims(3).div(manager.create(scales)).add(manager.create(1f)).log();
  }
}
