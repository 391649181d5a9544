package movielens.experiment.evaluation;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import movielens.experiment.data.Catalog;
import movielens.experiment.data.InteractionLog;

/** Asks a recommender for its best items for everyone on a panel and judges the answer. */
public final class Evaluator {
  /** How many items are asked for: the depth of the deepest metric, and what is saved. */
  public static final int DEPTH = 50;

  private Evaluator() {}

  /**
   * Ranks the panel's whole catalogue for each of its users and judges the result.
   *
   * @param recommender who is judged
   * @param ownCatalog the recommender's catalogue, which has all items of the panel's
   * @param history what users had seen, in the index space of {@code ownCatalog}; has all users of
   *     the panel
   * @param panel who and what the recommender is judged on
   * @throws IllegalArgumentException when {@code ownCatalog} misses an item or {@code history} a
   *     user of the panel
   */
  public static Evaluation evaluate(
      Recommender recommender, Catalog ownCatalog, InteractionLog history, Panel panel) {
    int[] candidates = panel.catalog().indicesIn(ownCatalog);
    return judge(recommender.rank(panel.historyOf(history), candidates, DEPTH), panel);
  }

  /**
   * Judges lists that were made earlier.
   *
   * @param top a list for each user of the panel, as item indices of the panel's catalogue
   * @param panel who and what the lists are judged on
   */
  public static Evaluation judge(TopK top, Panel panel) {
    if (top.items().length != panel.users()) {
      throw new IllegalArgumentException(
          top.items().length + " lists for " + panel.users() + " users");
    }
    assert wellFormed(top, panel.catalog().size());
    List<Metric> metrics = Metric.ofUsers(panel.metrics());
    double[][] values = new double[metrics.size()][panel.users()];
    InterestEntropy entropy = new InterestEntropy(panel.catalog());
    // Each user's values are theirs alone, so the order in which threads come by is all the same.
    IntStream.range(0, panel.users())
        .parallel()
        .forEach(
            row -> {
              int[] relevant = relevant(panel.test(), row);
              for (int m = 0; m < values.length; m++) {
                values[m][row] = value(metrics.get(m), top.items()[row], relevant, panel, entropy);
              }
            });
    Map<Metric, double[]> perUser = new HashMap<>();
    for (int m = 0; m < values.length; m++) {
      perUser.put(metrics.get(m), values[m]);
    }
    return new Evaluation(panel, top, perUser, Coverage.of(top, panel.catalog().size()));
  }

  /**
   * Judges the same lists on other test events.
   *
   * @param evaluation of the lists
   * @param panel of the same catalogue, with users of the evaluation's panel alone
   * @throws IllegalArgumentException when the evaluation lacks a user, or ranked another catalogue
   */
  public static Evaluation judge(Evaluation evaluation, Panel panel) {
    InteractionLog judged = evaluation.panel().test();
    if (evaluation.panel().catalog() != panel.catalog()) {
      throw new IllegalArgumentException("the lists are of another catalogue");
    }
    TopK top = new TopK(new int[panel.users()][], new float[panel.users()][]);
    for (int row = 0; row < panel.users(); row++) {
      int before = judged.rowOf(panel.test().userId(row));
      if (before < 0) {
        throw new IllegalArgumentException("user " + panel.test().userId(row) + " has no list yet");
      }
      top.items()[row] = evaluation.top().items()[before];
      top.scores()[row] = evaluation.top().scores()[before];
    }
    return judge(top, panel);
  }

  private static double value(
      Metric metric, int[] ranked, int[] relevant, Panel panel, InterestEntropy entropy) {
    int depth = metric.depth();
    return switch (metric.kind()) {
      case RECALL -> RankingMetrics.recall(ranked, relevant, depth);
      case RECALL_CAPPED -> RankingMetrics.recallCapped(ranked, relevant, depth);
      case HIT -> RankingMetrics.hit(ranked, relevant, depth);
      case MRR -> RankingMetrics.reciprocalRank(ranked, relevant, depth);
      case NDCG -> RankingMetrics.ndcg(ranked, relevant, depth);
      case INTEREST_ENTROPY -> entropy.of(ranked);
      case POPULARITY -> RankingMetrics.popularity(ranked, panel.popularityPercentiles(), depth);
      case P90_COVERAGE -> throw new IllegalArgumentException(metric + " is not per user");
    };
  }

  /**
   * Mean over users of ndcg@10, for choosing a model by its validation part.
   *
   * @param top a list for each row of {@code truth}
   * @param truth what each user went on to see, in the index space of the lists; users without an
   *     item other than 0 are skipped
   * @return in [0, 1]; 0 when no user has an item
   */
  public static double meanNdcg(TopK top, InteractionLog truth) {
    return mean(top, truth, Metric.NDCG, RankingMetrics::ndcg);
  }

  /** Mean over users of recall@10, as {@link #meanNdcg}. */
  public static double meanRecall(TopK top, InteractionLog truth) {
    return mean(top, truth, Metric.RECALL, RankingMetrics::recall);
  }

  private interface AtDepth {
    double of(int[] ranked, int[] relevant, int depth);
  }

  private static double mean(TopK top, InteractionLog truth, Metric metric, AtDepth value) {
    double sum = 0;
    int users = 0;
    for (int row = 0; row < truth.users(); row++) {
      int[] relevant = relevant(truth, row);
      if (relevant.length > 0) {
        sum += value.of(top.items()[row], relevant, metric.depth());
        users++;
      }
    }
    return users == 0 ? 0 : sum / users;
  }

  /** Whether every list has different items of the catalogue only. */
  private static boolean wellFormed(TopK top, int catalogSize) {
    int[] lastListOf = new int[catalogSize + 1];
    for (int row = 0; row < top.items().length; row++) {
      for (int item : top.items()[row]) {
        if (item < 1 || item > catalogSize || lastListOf[item] == row + 1) {
          return false;
        }
        lastListOf[item] = row + 1;
      }
    }
    return true;
  }

  /** A user's items other than 0, sorted and unique. */
  private static int[] relevant(InteractionLog log, int row) {
    int[] items = log.itemsOf(row);
    Arrays.sort(items);
    int unique = 0;
    for (int item : items) {
      if (item != 0 && (unique == 0 || items[unique - 1] != item)) {
        items[unique++] = item;
      }
    }
    return Arrays.copyOf(items, unique);
  }
}
