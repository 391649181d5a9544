package movielens.experiment.evaluation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import movielens.experiment.data.Catalog;

/** The metrics once more, from their definitions and with collections. */
final class NaiveMetrics {
  private NaiveMetrics() {}

  static double of(
      Metric metric, List<Integer> ranked, Set<Integer> truth, Catalog catalog, int[] events) {
    int depth = metric.depth();
    List<Integer> top = ranked.subList(0, Math.min(depth, ranked.size()));
    Set<Integer> both = new HashSet<>(top);
    both.retainAll(truth);
    return switch (metric.kind()) {
      case RECALL -> both.size() / (double) truth.size();
      case RECALL_CAPPED -> both.size() / (double) Math.min(depth, truth.size());
      case HIT -> both.isEmpty() ? 0 : 1;
      case MRR ->
          top.stream()
              .filter(truth::contains)
              .mapToDouble(item -> 1.0 / (top.indexOf(item) + 1))
              .findFirst()
              .orElse(0);
      case NDCG -> {
        double gain =
            top.stream()
                .filter(truth::contains)
                .mapToDouble(item -> discount(top.indexOf(item) + 1))
                .sum();
        double ideal =
            IntStream.rangeClosed(1, Math.min(depth, truth.size()))
                .mapToDouble(NaiveMetrics::discount)
                .sum();
        yield gain / ideal;
      }
      case INTEREST_ENTROPY -> entropy(top, catalog);
      case POPULARITY ->
          top.stream().mapToDouble(item -> percentile(item, events)).average().orElse(0);
      case P90_COVERAGE -> throw new IllegalArgumentException();
    };
  }

  /** All subsets of leading items are tried in ascending size. */
  static double p90(List<List<Integer>> lists, int catalogSize) {
    Map<Integer, Integer> slots = new HashMap<>();
    int total = 0;
    for (List<Integer> ranked : lists) {
      for (int item : ranked.subList(0, Math.min(10, ranked.size()))) {
        slots.merge(item, 1, Integer::sum);
        total++;
      }
    }
    List<Integer> descending = slots.values().stream().sorted((a, b) -> b - a).toList();
    for (int n = 0; n <= descending.size(); n++) {
      int covered = descending.subList(0, n).stream().mapToInt(Integer::intValue).sum();
      if (covered * 10 >= total * 9) {
        return n / (double) catalogSize;
      }
    }
    throw new AssertionError();
  }

  private static double discount(int rank) {
    return 1 / (Math.log(rank + 1) / Math.log(2));
  }

  private static double entropy(List<Integer> top, Catalog catalog) {
    Map<String, Double> mass = new HashMap<>();
    for (int item : top) {
      List<String> genres = catalog.genres(item);
      genres.forEach(genre -> mass.merge(genre, 1.0 / genres.size(), Double::sum));
    }
    double total = mass.values().stream().mapToDouble(Double::doubleValue).sum();
    return mass.values().stream().mapToDouble(m -> -(m / total) * Math.log(m / total)).sum();
  }

  private static double percentile(int item, int[] events) {
    double below = 0;
    for (int other = 1; other < events.length; other++) {
      below += events[other] < events[item] ? 1 : events[other] == events[item] ? 0.5 : 0;
    }
    return below / (events.length - 1);
  }
}
