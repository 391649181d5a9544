package movielens.experiment.baseline;

import java.util.Arrays;
import movielens.experiment.data.InteractionLog;
import movielens.experiment.evaluation.TopK;

/**
 * Recommends what most people saw lately. Items are ordered by their events in the last seven days
 * of the fit part (up to its last event of any user), then by all their events in the fit part, so
 * that the order is never arbitrary where the last week says nothing. An item's score is the share
 * of the catalogue that does not come before it in this order, in (0, 1].
 */
public final class RecentPopular implements Baseline {
  /** Length of the window that counts as recent. */
  public static final int RECENT_DAYS = 7;

  private static final int SECONDS_PER_DAY = 86_400;

  private final float[] scores;

  private RecentPopular(float[] scores) {
    this.scores = scores;
  }

  /**
   * Counts the events of each item.
   *
   * @param fit what is counted; item 0 is ignored
   * @param catalogSize number of items, V
   */
  public static RecentPopular fit(InteractionLog fit, int catalogSize) {
    int last = EventCounts.lastSecond(fit);
    int from = (int) Math.max(Integer.MIN_VALUE, (long) last - RECENT_DAYS * SECONDS_PER_DAY);
    int[] recent = EventCounts.since(fit, catalogSize, from);
    int[] overall = EventCounts.since(fit, catalogSize, Integer.MIN_VALUE);
    long[] keys = new long[catalogSize + 1];
    for (int item = 1; item <= catalogSize; item++) {
      keys[item] = ((long) recent[item] << 32) | overall[item];
    }
    return new RecentPopular(shares(keys));
  }

  @Override
  public TopK rank(InteractionLog history, int[] candidates, int k) {
    return StaticRanking.rank(scores, history, candidates, k);
  }

  private static float[] shares(long[] keys) {
    long[] ascending = Arrays.copyOfRange(keys, 1, keys.length);
    Arrays.sort(ascending);
    int distinct = 0;
    int[] upTo = new int[ascending.length];
    for (int i = 0; i < ascending.length; i++) {
      if (distinct == 0 || ascending[distinct - 1] != ascending[i]) {
        ascending[distinct++] = ascending[i];
      }
      upTo[distinct - 1] = i + 1;
    }
    float[] shares = new float[keys.length];
    for (int item = 1; item < keys.length; item++) {
      int place = Arrays.binarySearch(ascending, 0, distinct, keys[item]);
      shares[item] = (float) upTo[place] / upTo.length;
    }
    return shares;
  }
}
