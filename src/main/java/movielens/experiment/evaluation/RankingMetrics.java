package movielens.experiment.evaluation;

import java.util.Arrays;

/** Accuracy of one user's ranked list. Relevant items are sorted, unique and at least one. */
final class RankingMetrics {
  private static final int DEPTH = 10;

  /** {@code DISCOUNTS[r]} = 1 / log₂(r + 2), for the item at zero-based rank r. */
  private static final double[] DISCOUNTS = new double[DEPTH];

  /** {@code IDEAL[n]}: discounted gain of n hits at the top. */
  private static final double[] IDEAL = new double[DEPTH + 1];

  static {
    for (int rank = 0; rank < DEPTH; rank++) {
      DISCOUNTS[rank] = Math.log(2) / Math.log(rank + 2);
      IDEAL[rank + 1] = IDEAL[rank] + DISCOUNTS[rank];
    }
  }

  private RankingMetrics() {}

  /** Discounted gain over its ideal. */
  static double ndcg(int[] ranked, int[] relevant) {
    double gain = 0;
    for (int rank = 0; rank < depth(ranked); rank++) {
      if (contains(relevant, ranked[rank])) {
        gain += DISCOUNTS[rank];
      }
    }
    return gain / IDEAL[Math.min(DEPTH, relevant.length)];
  }

  /** Number of relevant items in the top 10. */
  static int hits(int[] ranked, int[] relevant) {
    int hits = 0;
    for (int rank = 0; rank < depth(ranked); rank++) {
      if (contains(relevant, ranked[rank])) {
        hits++;
      }
    }
    return hits;
  }

  static double recall(int[] ranked, int[] relevant) {
    return (double) hits(ranked, relevant) / relevant.length;
  }

  static double recallCapped(int[] ranked, int[] relevant) {
    return (double) hits(ranked, relevant) / Math.min(DEPTH, relevant.length);
  }

  static double hit(int[] ranked, int[] relevant) {
    return hits(ranked, relevant) > 0 ? 1 : 0;
  }

  static double reciprocalRank(int[] ranked, int[] relevant) {
    for (int rank = 0; rank < depth(ranked); rank++) {
      if (contains(relevant, ranked[rank])) {
        return 1.0 / (rank + 1);
      }
    }
    return 0;
  }

  /** Mean percentile of the top 10; 0 for an empty list. */
  static double popularity(int[] ranked, double[] percentiles) {
    if (ranked.length == 0) {
      return 0;
    }
    double sum = 0;
    for (int rank = 0; rank < depth(ranked); rank++) {
      sum += percentiles[ranked[rank]];
    }
    return sum / depth(ranked);
  }

  private static int depth(int[] ranked) {
    return Math.min(DEPTH, ranked.length);
  }

  private static boolean contains(int[] sorted, int item) {
    return Arrays.binarySearch(sorted, item) >= 0;
  }
}
