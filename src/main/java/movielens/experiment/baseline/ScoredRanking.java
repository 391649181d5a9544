package movielens.experiment.baseline;

import java.util.Arrays;
import java.util.stream.IntStream;
import movielens.experiment.data.InteractionLog;
import movielens.experiment.evaluation.TopK;
import movielens.experiment.evaluation.TopKSelector;

/** The best unseen candidates by a score that depends on the user. */
final class ScoredRanking {
  private static final int USERS_PER_TASK = 64;

  /** Lower than any score. */
  private static final float SEEN = Float.NEGATIVE_INFINITY;

  /** Adds a user's score of each item; called from several threads. */
  interface Scorer {
    /**
     * Adds to the scores.
     *
     * @param history what users have seen
     * @param row whose scores are wanted
     * @param scores one per item index, zeros before; position 0 is ignored
     */
    void score(InteractionLog history, int row, float[] scores);
  }

  private ScoredRanking() {}

  /** Scores every item for each user; each user's list depends on that user only. */
  static TopK rank(
      Scorer scorer, int catalogSize, InteractionLog history, int[] candidates, int k) {
    int users = history.users();
    int[][] items = new int[users][];
    float[][] values = new float[users][];
    int tasks = (users + USERS_PER_TASK - 1) / USERS_PER_TASK;
    IntStream.range(0, tasks)
        .parallel()
        .forEach(
            task -> {
              TopKSelector selector = new TopKSelector(k);
              float[] scores = new float[catalogSize + 1];
              int end = Math.min(users, (task + 1) * USERS_PER_TASK);
              for (int row = task * USERS_PER_TASK; row < end; row++) {
                Arrays.fill(scores, 0);
                scorer.score(history, row, scores);
                select(selector, scores, history, row, candidates);
                items[row] = new int[selector.size()];
                values[row] = new float[selector.size()];
                selector.drain(items[row], values[row]);
              }
            });
    return new TopK(items, values);
  }

  private static void select(
      TopKSelector selector, float[] scores, InteractionLog history, int row, int[] candidates) {
    for (int p = history.start(row); p < history.end(row); p++) {
      scores[history.item(p)] = SEEN;
    }
    for (int i = 0; i < candidates.length; i++) {
      float score = scores[candidates[i]];
      if (score != SEEN) {
        selector.offer(i + 1, score);
      }
    }
  }
}
