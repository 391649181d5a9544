package movielens.experiment.baseline;

import java.util.Arrays;
import movielens.experiment.data.InteractionLog;
import movielens.experiment.evaluation.TopK;
import movielens.experiment.evaluation.TopKSelector;

/** One order of items for everybody: each user gets its best unseen items. */
final class StaticRanking {
  private StaticRanking() {}

  /**
   * The k best unseen candidates of each user.
   *
   * @param scores score of each item index; position 0 is unused
   */
  static TopK rank(float[] scores, InteractionLog history, int[] candidates, int k) {
    TopK order = sorted(scores, candidates);
    int[] positions = order.items()[0];
    int[][] items = new int[history.users()][];
    float[][] values = new float[history.users()][];
    int[] lastSeenBy = new int[scores.length];
    for (int row = 0; row < history.users(); row++) {
      for (int p = history.start(row); p < history.end(row); p++) {
        lastSeenBy[history.item(p)] = row + 1;
      }
      int[] best = new int[Math.min(k, positions.length)];
      int count = 0;
      for (int i = 0; i < positions.length && count < k; i++) {
        if (lastSeenBy[candidates[positions[i] - 1]] != row + 1) {
          best[count++] = positions[i];
        }
      }
      items[row] = Arrays.copyOf(best, count);
      values[row] = new float[count];
      for (int i = 0; i < count; i++) {
        values[row][i] = scores[candidates[best[i] - 1]];
      }
    }
    return new TopK(items, values);
  }

  private static TopK sorted(float[] scores, int[] candidates) {
    TopKSelector selector = new TopKSelector(Math.max(1, candidates.length));
    for (int i = 0; i < candidates.length; i++) {
      selector.offer(i + 1, scores[candidates[i]]);
    }
    int[] positions = new int[selector.size()];
    float[] values = new float[selector.size()];
    selector.drain(positions, values);
    return new TopK(new int[][] {positions}, new float[][] {values});
  }
}
