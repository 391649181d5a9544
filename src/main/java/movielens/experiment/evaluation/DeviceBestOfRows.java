package movielens.experiment.evaluation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;

/**
 * For scores on a device: they stay there, and only the best of each row come back. A few more than
 * k are fetched, so that ties at the k-th place are seen; where even those are tied, the whole row
 * is.
 */
final class DeviceBestOfRows implements BestOfRows {
  private static final int TIE_MARGIN = 16;

  @Override
  public TopK of(NDArray scores, int[][] leftOut, int k) {
    int rows = leftOut.length;
    int columns = (int) scores.getShape().get(1);
    NDArray masked = without(leftOut, scores); // (B, C)
    int fetched = Math.min(columns, k + TIE_MARGIN);
    NDList top = masked.topK(fetched, 1, true, true); // twice (B, fetched)
    float[] values = top.get(0).toFloatArray();
    long[] indices = top.get(1).toLongArray();
    TopK best = new TopK(new int[rows][], new float[rows][]);
    TopKSelector selector = new TopKSelector(Math.min(k, columns));
    for (int row = 0; row < rows; row++) {
      int from = row * fetched;
      float last = values[from + fetched - 1];
      if (fetched < columns && last != LEFT_OUT && values[from + k - 1] == last) {
        float[] all = masked.get(row).toFloatArray();
        for (int column = 0; column < columns; column++) {
          offer(column, all[column], selector);
        }
      } else {
        for (int i = from; i < from + fetched; i++) {
          offer((int) indices[i], values[i], selector);
        }
      }
      selector.drainTo(best, row);
    }
    return best;
  }

  private static void offer(int column, float score, TopKSelector selector) {
    if (score != LEFT_OUT) {
      selector.offer(column + 1, score);
    }
  }

  private static NDArray without(int[][] leftOut, NDArray scores) {
    long columns = scores.getShape().get(1);
    int count = 0;
    for (int[] row : leftOut) {
      count += row.length;
    }
    if (count == 0) {
      return scores;
    }
    long[] places = new long[count];
    int filled = 0;
    for (int row = 0; row < leftOut.length; row++) {
      for (int column : leftOut[row]) {
        places[filled++] = row * columns + column;
      }
    }
    float[] values = new float[count];
    Arrays.fill(values, LEFT_OUT);
    NDManager tile = scores.getManager();
    return scores.put(tile.create(places), tile.create(values));
  }
}
