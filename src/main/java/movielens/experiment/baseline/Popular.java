package movielens.experiment.baseline;

import movielens.experiment.data.InteractionLog;
import movielens.experiment.evaluation.TopK;

/** Recommends what most people saw: an item's score is its number of events in the fit part. */
public final class Popular implements Baseline {
  private final float[] scores;

  private Popular(float[] scores) {
    this.scores = scores;
  }

  /**
   * Counts the events of each item.
   *
   * @param fit what is counted; item 0 is ignored
   * @param catalogSize number of items, V
   */
  public static Popular fit(InteractionLog fit, int catalogSize) {
    int[] events = EventCounts.since(fit, catalogSize, Integer.MIN_VALUE);
    float[] scores = new float[catalogSize + 1];
    for (int item = 1; item <= catalogSize; item++) {
      scores[item] = events[item];
    }
    return new Popular(scores);
  }

  @Override
  public TopK rank(InteractionLog history, int[] candidates, int k) {
    return StaticRanking.rank(scores, history, candidates, k);
  }
}
