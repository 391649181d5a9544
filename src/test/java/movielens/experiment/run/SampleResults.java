package movielens.experiment.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import movielens.experiment.evaluation.Certainty;
import movielens.experiment.evaluation.EffectSize;
import movielens.experiment.evaluation.Interval;
import movielens.experiment.evaluation.View;

/** Results made up for the tests of their presentation. */
public final class SampleResults {
  private SampleResults() {}

  public static RunResults of(boolean synthetic, List<Long> seeds, Comparison... comparisons) {
    Map<String, Map<String, MetricSummary>> headline = new LinkedHashMap<>();
    headline.put("generic", metrics(seeds, 0.1, 0.25));
    headline.put("distilled", metrics(seeds, 0.12, 0.5));
    headline.put("popular", metrics(List.of(), 0.05, 0.75));
    Map<String, Map<String, MetricSummary>> published = new LinkedHashMap<>();
    published.put("generic", metrics(seeds, 0.3, 0.5));
    published.put("distilled", metrics(seeds, 0.2, 0.5));
    Map<String, Map<String, Map<String, MetricSummary>>> views = new LinkedHashMap<>();
    views.put(View.AS_PUBLISHED.label(), published);
    views.put(View.LIKE_FOR_LIKE.label(), headline);
    return new RunResults(
        RunResults.SCHEMA_VERSION,
        new DatasetInfo("ml-test", "0123456789abcdef", synthetic, 1234, 99, 56789),
        new SliceInfo("Horror", 81, 33),
        new EnvironmentInfo(
            "0.1.0", "abc1234", "17.0.1", "0.36.0", "2.7.1", "cpu", 2, "a processor", 900L),
        seeds,
        views,
        Map.of(
            View.LIKE_FOR_LIKE.label(),
            new ViewScope(true, Map.of("generic", new ViewScope.ModelScope(81, 33))),
            View.AS_PUBLISHED.label(),
            new ViewScope(false, publishedModels())),
        List.of(comparisons),
        List.of("item-knn left out: too many items"),
        Map.of("load", 1.5),
        List.of(new TrainingInfo(1, "generic", 12, 9, 0.25, 61.5, List.of())),
        null,
        Map.of(),
        Map.of(),
        List.of());
  }

  /** Like for like with {@code generic}, of 81 users, with an interval of 0.01 to either side. */
  public static Comparison comparison(String a, String metric, double difference, double p) {
    return new Comparison(
        View.LIKE_FOR_LIKE.label(),
        metric,
        a,
        "generic",
        difference,
        difference - 0.01,
        difference + 0.01,
        p,
        p,
        81,
        false,
        null);
  }

  public static Comparison comparison(
      double difference, double low, double high, double pHolm, int users) {
    return new Comparison(
        View.LIKE_FOR_LIKE.label(),
        "recall@10",
        "distilled",
        "generic",
        difference,
        low,
        high,
        pHolm / 2,
        pHolm,
        users,
        false,
        null);
  }

  /** The same with an interval over users and seeds, and what goes with it. */
  public static Comparison judged(
      Comparison of, boolean primary, Interval interval, double p, double pEquivalence) {
    return new Comparison(
        of.view(),
        of.metric(),
        of.a(),
        of.b(),
        of.difference(),
        of.low(),
        of.high(),
        of.p(),
        of.pHolm(),
        of.users(),
        primary,
        new Certainty(interval, p, pEquivalence, new EffectSize(0.25, 0.5, 0.375, 0.125)));
  }

  /** Half of the near test events were found, and none came far. */
  public static RunResults withLags(RunResults of) {
    LagTable table =
        new LagTable(
            List.of("near", "far"),
            List.of(8L, 0L),
            List.of(0.5, Double.NaN),
            List.of(List.of(0.5, Double.NaN)),
            List.of(0.25, Double.NaN),
            List.of(List.of(0.25, Double.NaN)));
    return new RunResults(
        of.schemaVersion(),
        of.dataset(),
        of.slice(),
        of.environment(),
        of.seeds(),
        of.views(),
        of.scopes(),
        of.comparisons(),
        of.warnings(),
        of.timings(),
        of.trainings(),
        new Judging("recall@10", 0.5, 0.02, 7),
        Map.of(
            View.LIKE_FOR_LIKE.label(),
            Map.of("generic", new LagSummary(10, 1, Map.of("rank", table)))),
        of.lateFilms(),
        List.of());
  }

  private static Map<String, ViewScope.ModelScope> publishedModels() {
    Map<String, ViewScope.ModelScope> models = new LinkedHashMap<>();
    models.put("generic", new ViewScope.ModelScope(1234, 99));
    models.put("distilled", new ViewScope.ModelScope(81, 33));
    return models;
  }

  private static Map<String, MetricSummary> metrics(
      List<Long> seeds, double recall, double popularity) {
    double sd = seeds.size() > 1 ? 0.0123 : Double.NaN;
    Map<String, MetricSummary> metrics = new LinkedHashMap<>();
    metrics.put("recall@10", new MetricSummary(recall, sd, List.of(recall), null));
    metrics.put("popularity@10", new MetricSummary(popularity, sd, List.of(popularity), null));
    return metrics;
  }
}
