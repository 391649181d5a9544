package movielens.experiment.evaluation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import movielens.experiment.data.Catalog;

/** Entropy of the genres of a ranked list, {@link Metric#INTEREST_ENTROPY}. */
final class InterestEntropy {
  private final int[][] genresOfItem;
  private final int genres;

  InterestEntropy(Catalog catalog) {
    Map<String, Integer> index = new HashMap<>();
    genresOfItem = new int[catalog.size() + 1][];
    for (int item = 1; item <= catalog.size(); item++) {
      List<String> names = catalog.genres(item);
      genresOfItem[item] = new int[names.size()];
      for (int g = 0; g < names.size(); g++) {
        genresOfItem[item][g] = index.computeIfAbsent(names.get(g), name -> index.size());
      }
    }
    genres = index.size();
  }

  /** Entropy in nats, in [0, ln(number of genres)]. */
  double of(int[] ranked) {
    double[] mass = new double[genres];
    double total = 0;
    int depth = Math.min(Metric.INTEREST_ENTROPY.depth(), ranked.length);
    for (int rank = 0; rank < depth; rank++) {
      int[] own = genresOfItem[ranked[rank]];
      for (int genre : own) {
        mass[genre] += 1.0 / own.length;
      }
      total += own.length > 0 ? 1 : 0;
    }
    double entropy = 0;
    for (double m : mass) {
      if (m > 0) {
        entropy -= m / total * Math.log(m / total);
      }
    }
    return Math.max(0, entropy);
  }
}
