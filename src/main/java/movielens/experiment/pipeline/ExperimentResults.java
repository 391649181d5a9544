package movielens.experiment.pipeline;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import movielens.experiment.data.Split;
import movielens.experiment.evaluation.Evaluation;
import movielens.experiment.evaluation.Metric;
import movielens.experiment.evaluation.ModelName;
import movielens.experiment.evaluation.PairedComparison;
import movielens.experiment.evaluation.PairedDifference;
import movielens.experiment.evaluation.Panel;
import movielens.experiment.evaluation.SeedSummary;
import movielens.experiment.evaluation.TopK;
import movielens.experiment.evaluation.View;
import movielens.experiment.run.Comparison;
import movielens.experiment.run.MetricRow;
import movielens.experiment.run.MetricSummary;
import movielens.experiment.run.PerUserRows;
import movielens.experiment.run.RecommendationRows;
import movielens.experiment.run.RunFolder;
import movielens.experiment.run.Stories;
import movielens.experiment.run.ViewScope;

/** What a scoreboard says, in the values and files that the report is made of. */
final class ExperimentResults {
  private static final long BOOTSTRAP_SEED = 1;
  private static final double MARGIN = 0.01;

  private final Scoreboard scoreboard;
  private final List<Long> seeds;

  ExperimentResults(Scoreboard scoreboard, List<Long> seeds) {
    this.scoreboard = scoreboard;
    this.seeds = seeds;
  }

  /** View → model → metric → mean, deviation and values of the seeds. */
  Map<String, Map<String, Map<String, MetricSummary>>> summaries() {
    Map<String, Map<String, Map<String, MetricSummary>>> views = new LinkedHashMap<>();
    for (View view : scoreboard.views()) {
      Map<String, Map<String, MetricSummary>> models = new LinkedHashMap<>();
      for (ModelName model : scoreboard.models()) {
        Map<String, MetricSummary> metrics = new LinkedHashMap<>();
        for (Metric metric : Metric.values()) {
          metrics.put(metric.label(), summary(view, model, metric));
        }
        models.put(model.label(), metrics);
      }
      views.put(view.label(), models);
    }
    return views;
  }

  private MetricSummary summary(View view, ModelName model, Metric metric) {
    List<Double> perSeed = new ArrayList<>();
    for (int seed = 0; seed < seeds.size(); seed++) {
      perSeed.add(scoreboard.of(view, model, seed).value(metric));
    }
    SeedSummary summary = SeedSummary.of(scoreboard.of(view, model), metric);
    return new MetricSummary(summary.mean(), summary.sd(), perSeed);
  }

  /** View → who and what each model was judged on. */
  Map<String, ViewScope> scopes() {
    boolean sliced = scoreboard.views().size() > 1;
    Map<String, ViewScope> scopes = new LinkedHashMap<>();
    for (View view : scoreboard.views()) {
      Map<String, ViewScope.ModelScope> models = new LinkedHashMap<>();
      for (ModelName model : scoreboard.models()) {
        Panel panel = scoreboard.of(view, model, 0).panel();
        models.put(model.label(), new ViewScope.ModelScope(panel.users(), panel.catalog().size()));
      }
      scopes.put(view.label(), new ViewScope(view.comparable(sliced), models));
    }
    return scopes;
  }

  /**
   * Every sliced model against every other model, or the generic one against the baselines, in the
   * headline view.
   */
  List<Comparison> comparisons(int resamples) {
    View view = scoreboard.headline();
    PairedComparison paired = new PairedComparison(resamples, BOOTSTRAP_SEED, MARGIN);
    List<Comparison> comparisons = new ArrayList<>();
    for (ModelPair pair : pairs()) {
      List<Evaluation> ofA = scoreboard.of(view, pair.a());
      List<Evaluation> ofB = scoreboard.of(view, pair.b());
      paired.compare(pair.a().label(), ofA, pair.b().label(), ofB).stream()
          .map(ExperimentResults::reported)
          .forEach(comparisons::add);
    }
    return comparisons;
  }

  private record ModelPair(ModelName a, ModelName b) {}

  private List<ModelPair> pairs() {
    List<ModelName> models = scoreboard.models();
    boolean sliced = models.stream().anyMatch(ModelName::sliced);
    List<ModelPair> pairs = new ArrayList<>();
    for (ModelName a : models) {
      for (ModelName b : models) {
        boolean asked = sliced ? a.sliced() && !b.sliced() : a == ModelName.GENERIC && b != a;
        if (asked || (a == ModelName.FINE_TUNED && b == ModelName.DISTILLED)) {
          pairs.add(new ModelPair(a, b));
        }
      }
    }
    return pairs;
  }

  private static Comparison reported(PairedDifference comparison) {
    return new Comparison(
        comparison.view().label(),
        comparison.metric().label(),
        comparison.a(),
        comparison.b(),
        comparison.difference(),
        comparison.low(),
        comparison.high(),
        comparison.p(),
        comparison.pHolm(),
        comparison.users());
  }

  /** A few users of the headline view, chosen by the pair that answers the question. */
  Stories stories(Split split) {
    StoryChoice choice = new StoryChoice(scoreboard, split);
    return pairs().stream()
        .findFirst()
        .map(pair -> choice.of(pair.a(), Optional.of(pair.b())))
        .orElseGet(() -> choice.of(scoreboard.models().get(0), Optional.empty()));
  }

  /** Writes the files that hold every value: metrics, values per user, recommended lists. */
  void write(RunFolder folder, boolean allViews) {
    folder.writeMetrics(metricRows());
    folder.writePerUser(this::fillPerUser);
    folder.writeRecommendations(
        rows -> {
          for (Entry entry : entries()) {
            if (allViews || entry.view() == scoreboard.headline()) {
              fillRecommendations(entry, rows);
            }
          }
        });
  }

  /** One evaluation under the seed, view and model that a file names it by. */
  private record Entry(long seed, View view, ModelName model, Evaluation evaluation) {}

  private List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    for (int s = 0; s < seeds.size(); s++) {
      for (View view : scoreboard.views()) {
        for (ModelName model : scoreboard.models()) {
          entries.add(new Entry(seeds.get(s), view, model, scoreboard.of(view, model, s)));
        }
      }
    }
    return entries;
  }

  private List<MetricRow> metricRows() {
    List<MetricRow> rows = new ArrayList<>();
    for (Entry entry : entries()) {
      for (Metric metric : Metric.values()) {
        rows.add(
            new MetricRow(
                entry.seed(),
                entry.view().label(),
                entry.model().label(),
                metric.label(),
                entry.evaluation().value(metric)));
      }
    }
    return rows;
  }

  private void fillPerUser(PerUserRows rows) throws IOException {
    for (Entry entry : entries()) {
      int[] userIds = entry.evaluation().panel().userIds();
      for (Metric metric : Metric.values()) {
        if (!metric.perUser()) {
          continue;
        }
        double[] values = entry.evaluation().perUser(metric);
        for (int user = 0; user < userIds.length; user++) {
          rows.add(
              entry.seed(),
              entry.view().label(),
              entry.model().label(),
              userIds[user],
              metric.label(),
              values[user]);
        }
      }
    }
  }

  private static void fillRecommendations(Entry entry, RecommendationRows rows) throws IOException {
    Panel panel = entry.evaluation().panel();
    TopK top = entry.evaluation().top();
    for (int user = 0; user < panel.users(); user++) {
      int[] items = top.items()[user];
      for (int rank = 0; rank < items.length; rank++) {
        rows.add(
            entry.seed(),
            entry.view().label(),
            entry.model().label(),
            panel.test().userId(user),
            rank + 1,
            panel.catalog().movieId(items[rank]),
            top.scores()[user][rank]);
      }
    }
  }
}
