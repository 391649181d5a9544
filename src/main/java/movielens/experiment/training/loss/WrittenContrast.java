package movielens.experiment.training.loss;

/**
 * What {@code losses.py} looks at of P targets in a step that is written out, as plain arrays.
 *
 * @param positives (P) items, or their places among the candidates
 * @param others items, or their places among the candidates, that all targets or each of them are
 *     compared with
 * @param hits places p·N + n where one of the others is none for a target
 * @param logQ corrections of the positives, then of the others; or none
 */
public record WrittenContrast(long[] positives, long[] others, long[] hits, float[] logQ) {
  private static final long[] NONE = new long[0];

  /** Without hits and corrections. */
  WrittenContrast(long[] positives, long[] others) {
    this(positives, others, NONE, new float[0]);
  }

  /** Of a loss that looks at all candidates. */
  WrittenContrast(long[] positives) {
    this(positives, NONE);
  }
}
