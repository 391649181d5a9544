package movielens.experiment.evaluation;

import java.util.Arrays;

/**
 * Accuracy of the best items, {@code depth} of them, of one user's ranked list. Relevant items are
 * sorted, unique and at least one.
 */
final class RankingMetrics {
  /** {@code DISCOUNTS[r]} = 1 / log₂(r + 2), for the item at zero-based rank r. */
  private static final double[] DISCOUNTS = new double[Evaluator.DEPTH];

  /** {@code IDEAL[n]}: discounted gain of n hits at the top. */
  private static final double[] IDEAL = new double[Evaluator.DEPTH + 1];

  static {
    for (int rank = 0; rank < Evaluator.DEPTH; rank++) {
      DISCOUNTS[rank] = Math.log(2) / Math.log(rank + 2);
      IDEAL[rank + 1] = IDEAL[rank] + DISCOUNTS[rank];
    }
  }

  private RankingMetrics() {}

  /** Discounted gain over its ideal. */
  static double ndcg(int[] ranked, int[] relevant, int depth) {
    double gain = 0;
    for (int rank = 0; rank < depth(ranked, depth); rank++) {
      if (contains(relevant, ranked[rank])) {
        gain += DISCOUNTS[rank];
      }
    }
    return gain / IDEAL[Math.min(depth, relevant.length)];
  }

  /** Number of relevant items in the top. */
  static int hits(int[] ranked, int[] relevant, int depth) {
    int hits = 0;
    for (int rank = 0; rank < depth(ranked, depth); rank++) {
      if (contains(relevant, ranked[rank])) {
        hits++;
      }
    }
    return hits;
  }

  static double recall(int[] ranked, int[] relevant, int depth) {
    return (double) hits(ranked, relevant, depth) / relevant.length;
  }

  static double recallCapped(int[] ranked, int[] relevant, int depth) {
    return (double) hits(ranked, relevant, depth) / Math.min(depth, relevant.length);
  }

  static double hit(int[] ranked, int[] relevant, int depth) {
    return hits(ranked, relevant, depth) > 0 ? 1 : 0;
  }

  static double reciprocalRank(int[] ranked, int[] relevant, int depth) {
    for (int rank = 0; rank < depth(ranked, depth); rank++) {
      if (contains(relevant, ranked[rank])) {
        return 1.0 / (rank + 1);
      }
    }
    return 0;
  }

  /** Mean percentile of the top; 0 for an empty list. */
  static double popularity(int[] ranked, double[] percentiles, int depth) {
    if (ranked.length == 0) {
      return 0;
    }
    double sum = 0;
    for (int rank = 0; rank < depth(ranked, depth); rank++) {
      sum += percentiles[ranked[rank]];
    }
    return sum / depth(ranked, depth);
  }

  private static int depth(int[] ranked, int depth) {
    return Math.min(depth, ranked.length);
  }

  private static boolean contains(int[] sorted, int item) {
    return Arrays.binarySearch(sorted, item) >= 0;
  }
}
