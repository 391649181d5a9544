package movielens.experiment.evaluation;

import ai.djl.ndarray.NDArray;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.stream.IntStream;

/**
 * For scores in main memory: reads them where they lie and compares each with the worst that is
 * kept so far, several rows at the same time. Nearly all scores fail that one comparison, which
 * makes it faster than the engine's own top-k.
 */
final class HeapBestOfRows implements BestOfRows {
  private static final int ROWS_PER_TASK = 8;

  @Override
  public TopK of(NDArray scores, int[][] leftOut, int k) {
    int rows = leftOut.length;
    int columns = (int) scores.getShape().get(1);
    FloatBuffer values = scores.toByteBuffer(true).order(ByteOrder.nativeOrder()).asFloatBuffer();
    TopK best = new TopK(new int[rows][], new float[rows][]);
    int tasks = (rows + ROWS_PER_TASK - 1) / ROWS_PER_TASK;
    IntStream.range(0, tasks)
        .parallel()
        .forEach(
            task -> {
              TopKSelector selector = new TopKSelector(Math.min(k, columns));
              float[] row = new float[columns];
              int end = Math.min(rows, (task + 1) * ROWS_PER_TASK);
              for (int r = task * ROWS_PER_TASK; r < end; r++) {
                values.get(r * columns, row);
                for (int column : leftOut[r]) {
                  row[column] = LEFT_OUT;
                }
                offerAll(row, selector);
                selector.drainTo(best, r);
              }
            });
    return best;
  }

  /** In ascending order of the columns, so that among equal scores the first stays. */
  private static void offerAll(float[] row, TopKSelector selector) {
    float threshold = selector.threshold();
    for (int column = 0; column < row.length; column++) {
      float score = row[column];
      // Written so that a score which is not a number is offered, and refused there.
      if (!(score <= threshold)) {
        selector.offer(column + 1, score);
        threshold = selector.threshold();
      }
    }
  }
}
