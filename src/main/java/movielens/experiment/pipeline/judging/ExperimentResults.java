package movielens.experiment.pipeline.judging;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;
import movielens.experiment.data.Split;
import movielens.experiment.data.SplitRule;
import movielens.experiment.evaluation.Evaluation;
import movielens.experiment.evaluation.Interval;
import movielens.experiment.evaluation.Lag;
import movielens.experiment.evaluation.LagCounts;
import movielens.experiment.evaluation.Lags;
import movielens.experiment.evaluation.MeanIntervals;
import movielens.experiment.evaluation.Metric;
import movielens.experiment.evaluation.ModelName;
import movielens.experiment.evaluation.PairedComparison;
import movielens.experiment.evaluation.PairedDifference;
import movielens.experiment.evaluation.Panel;
import movielens.experiment.evaluation.SeedSummary;
import movielens.experiment.evaluation.TopK;
import movielens.experiment.evaluation.TwoByTwo;
import movielens.experiment.evaluation.View;
import movielens.experiment.run.Comparison;
import movielens.experiment.run.Decomposition;
import movielens.experiment.run.Judging;
import movielens.experiment.run.LagRow;
import movielens.experiment.run.LagSummary;
import movielens.experiment.run.LagTable;
import movielens.experiment.run.LagsFile;
import movielens.experiment.run.MetricRow;
import movielens.experiment.run.MetricSummary;
import movielens.experiment.run.PerUserRows;
import movielens.experiment.run.RecommendationRows;
import movielens.experiment.run.RunFolder;
import movielens.experiment.run.Stories;
import movielens.experiment.run.ViewScope;

/** What a scoreboard says, in the values and files that the report is made of. */
public final class ExperimentResults {
  private static final long BOOTSTRAP_SEED = 1;

  private final Scoreboard scoreboard;
  private final List<Long> seeds;
  private final Judging judging;
  private final int resamples;
  private final boolean primarySlice;
  private final List<ModelPair> pairs;

  /**
   * The findings of a scoreboard.
   *
   * @param seeds of its models
   * @param judging by what they are judged
   * @param resamples of each interval
   * @param minGenreShare of the slice, if there is one
   * @param pairs of models that are compared where both were judged; the first is the question
   */
  public ExperimentResults(
      Scoreboard scoreboard,
      List<Long> seeds,
      Judging judging,
      int resamples,
      OptionalDouble minGenreShare,
      List<ModelPair> pairs) {
    this.scoreboard = scoreboard;
    this.seeds = seeds;
    this.judging = judging;
    this.resamples = resamples;
    this.pairs = List.copyOf(pairs);
    this.primarySlice =
        minGenreShare.isEmpty() || minGenreShare.getAsDouble() == judging.primaryShare();
  }

  /** View → model → metric → mean, deviation and values of the seeds. */
  public Map<String, Map<String, Map<String, MetricSummary>>> summaries() {
    Map<String, Map<String, Map<String, MetricSummary>>> views = new LinkedHashMap<>();
    MeanIntervals intervals = new MeanIntervals(resamples, BOOTSTRAP_SEED);
    for (View view : scoreboard.views()) {
      Map<String, Map<String, MetricSummary>> models = new LinkedHashMap<>();
      boolean compared = view.comparable(sliced());
      for (String model : scoreboard.models(view)) {
        Map<Metric, Interval> sure = compared ? intervals.of(scoreboard.of(view, model)) : Map.of();
        Map<String, MetricSummary> metrics = new LinkedHashMap<>();
        for (Metric metric : scoreboard.metrics()) {
          metrics.put(metric.label(), summary(view, model, metric, sure.get(metric)));
        }
        models.put(model, metrics);
      }
      views.put(view.label(), models);
    }
    return views;
  }

  private MetricSummary summary(View view, String model, Metric metric, Interval interval) {
    List<Double> perSeed = new ArrayList<>();
    for (int seed = 0; seed < seeds.size(); seed++) {
      perSeed.add(scoreboard.of(view, model, seed).value(metric));
    }
    SeedSummary summary = SeedSummary.of(scoreboard.of(view, model), metric);
    return new MetricSummary(summary.mean(), summary.sd(), perSeed, interval);
  }

  /** View → who and what each model was judged on. */
  public Map<String, ViewScope> scopes() {
    boolean sliced = sliced();
    Map<String, ViewScope> scopes = new LinkedHashMap<>();
    for (View view : scoreboard.views()) {
      Map<String, ViewScope.ModelScope> models = new LinkedHashMap<>();
      for (String model : scoreboard.models(view)) {
        Panel panel = scoreboard.of(view, model, 0).panel();
        models.put(model, new ViewScope.ModelScope(panel.users(), panel.catalog().size()));
      }
      scopes.put(view.label(), new ViewScope(view.comparable(sliced), models));
    }
    return scopes;
  }

  /** The pairs, in the headline view and on its later test events. */
  public List<Comparison> comparisons() {
    PairedComparison paired = new PairedComparison(resamples, BOOTSTRAP_SEED, judging.margin());
    List<Comparison> comparisons = new ArrayList<>();
    for (View view : scoreboard.views()) {
      if (view != scoreboard.headline() && view != View.LATER) {
        continue;
      }
      for (ModelPair pair : pairs(view)) {
        List<Evaluation> ofA = scoreboard.of(view, pair.a());
        List<Evaluation> ofB = scoreboard.of(view, pair.b());
        paired.compare(pair.a(), ofA, pair.b(), ofB).stream()
            .map(this::reported)
            .forEach(comparisons::add);
      }
    }
    return comparisons;
  }

  /**
   * What of the difference of distilled from generic comes with the people, what with the events.
   */
  public List<Decomposition> decompositions() {
    List<String> needed = TwoByTwo.MODELS.stream().map(ModelName::label).toList();
    if (!scoreboard.models().containsAll(needed)) {
      return List.of();
    }
    TwoByTwo twoByTwo = new TwoByTwo(resamples, BOOTSTRAP_SEED);
    List<Decomposition> found = new ArrayList<>();
    for (View view : scoreboard.views()) {
      if (view == scoreboard.headline() || view == View.LATER) {
        for (Metric metric : List.of(Metric.RECALL, Metric.NDCG)) {
          found.add(
              new Decomposition(
                  view.label(),
                  metric.label(),
                  twoByTwo.of(metric, model -> scoreboard.of(view, model.label()))));
        }
      }
    }
    return found;
  }

  private List<ModelPair> pairs(View view) {
    List<String> judged = scoreboard.models(view);
    return pairs.stream()
        .filter(pair -> judged.contains(pair.a()) && judged.contains(pair.b()))
        .toList();
  }

  private boolean sliced() {
    return scoreboard.headline() != View.AS_PUBLISHED;
  }

  private Comparison reported(PairedDifference comparison) {
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
        comparison.users(),
        primarySlice
            && comparison.view() == scoreboard.headline()
            && comparison.metric().label().equals(judging.primaryMetric()),
        comparison.certainty());
  }

  /**
   * Model → share of the headline's top-10 slots with a movie that came after the user's time;
   * empty where the split is at one moment: then the training part ends before anybody is
   * recommended to.
   */
  public Map<String, Double> lateFilms(SplitRule rule, Split split) {
    if (rule instanceof SplitRule.Temporal) {
      return Map.of();
    }
    LateFilms late = new LateFilms(split);
    Map<String, Double> shares = new LinkedHashMap<>();
    for (String model : scoreboard.models()) {
      shares.put(model, late.share(scoreboard.of(scoreboard.headline(), model)));
    }
    return shares;
  }

  /** A few users of the headline view, chosen by the pair that answers the question. */
  public Stories stories(Split split) {
    StoryChoice choice = new StoryChoice(scoreboard, split);
    return pairs(scoreboard.headline()).stream()
        .findFirst()
        .map(pair -> choice.of(pair.a(), Optional.of(pair.b())))
        .orElseGet(() -> choice.of(scoreboard.models().get(0), Optional.empty()));
  }

  /** View → model → how many test events were found, by how far they are. */
  public Map<String, Map<String, LagSummary>> lags() {
    Map<String, Map<String, LagSummary>> views = new LinkedHashMap<>();
    for (View view : scoreboard.views()) {
      Map<String, LagSummary> models = new LinkedHashMap<>();
      for (String model : scoreboard.models(view)) {
        Lags lags = scoreboard.lags(view, model);
        List<Map<Lag, LagCounts>> perSeed = new ArrayList<>();
        for (int seed = 0; seed < seeds.size(); seed++) {
          perSeed.add(lags.of(scoreboard.of(view, model, seed).top()));
        }
        Map<String, LagTable> byLag = new LinkedHashMap<>();
        for (Lag lag : Lag.values()) {
          byLag.put(
              lag.label(), table(lag, perSeed.stream().map(found -> found.get(lag)).toList()));
        }
        models.put(model, new LagSummary(lags.testEvents(), lags.coldEvents(), byLag));
      }
      views.put(view.label(), models);
    }
    return views;
  }

  private static LagTable table(Lag lag, List<LagCounts> perSeed) {
    List<Long> events = Arrays.stream(perSeed.get(0).events()).boxed().toList();
    List<List<Double>> shares = ofBins(lag, perSeed, LagCounts::share);
    List<List<Double>> byUser = ofBins(lag, perSeed, LagCounts::shareByUser);
    return new LagTable(lag.bins(), events, overSeeds(shares), shares, overSeeds(byUser), byUser);
  }

  private static List<List<Double>> ofBins(
      Lag lag, List<LagCounts> perSeed, ToDoubleBiFunction<LagCounts, Integer> share) {
    return perSeed.stream()
        .map(
            counts ->
                IntStream.range(0, lag.bins().size())
                    .mapToObj(bin -> share.applyAsDouble(counts, bin))
                    .toList())
        .toList();
  }

  private static List<Double> overSeeds(List<List<Double>> shares) {
    return IntStream.range(0, shares.get(0).size())
        .mapToObj(
            bin ->
                SeedSummary.of(shares.stream().mapToDouble(share -> share.get(bin)).toArray())
                    .mean())
        .toList();
  }

  /** Writes the files that hold every value: metrics, values per user, recommended lists. */
  public void write(RunFolder folder, boolean allViews) {
    folder.writeMetrics(metricRows());
    LagsFile.write(folder, lagRows());
    folder.writePerUser(this::fillPerUser);
    folder.writeRecommendations(
        rows -> {
          for (Entry entry : entries()) {
            boolean own = entry.view() != View.LATER;
            if (entry.view() == scoreboard.headline() || (allViews && own)) {
              fillRecommendations(entry, rows);
            }
          }
        });
  }

  /** One evaluation under the seed, view and model that a file names it by. */
  private record Entry(long seed, View view, String model, Evaluation evaluation) {}

  /** Those of the later view come last: before it was, files ended there. */
  private List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    List<View> views = new ArrayList<>(scoreboard.views());
    boolean later = views.remove(View.LATER);
    add(views, entries);
    if (later) {
      add(List.of(View.LATER), entries);
    }
    return entries;
  }

  private void add(List<View> views, List<Entry> entries) {
    for (int s = 0; s < seeds.size(); s++) {
      for (View view : views) {
        for (String model : scoreboard.models(view)) {
          entries.add(new Entry(seeds.get(s), view, model, scoreboard.of(view, model, s)));
        }
      }
    }
  }

  private List<LagRow> lagRows() {
    List<LagRow> rows = new ArrayList<>();
    for (Entry entry : entries()) {
      Lags lags = scoreboard.lags(entry.view(), entry.model());
      lags.of(entry.evaluation().top()).forEach((lag, counts) -> add(entry, lag, counts, rows));
    }
    return rows;
  }

  private static void add(Entry entry, Lag lag, LagCounts counts, List<LagRow> rows) {
    for (int bin = 0; bin < lag.bins().size(); bin++) {
      rows.add(
          new LagRow(
              entry.seed(),
              entry.view().label(),
              entry.model(),
              lag.label(),
              lag.bins().get(bin),
              counts.events()[bin],
              counts.found()[bin],
              counts.users()[bin],
              counts.shareByUser(bin)));
    }
  }

  private List<MetricRow> metricRows() {
    List<MetricRow> rows = new ArrayList<>();
    for (Entry entry : entries()) {
      for (Metric metric : scoreboard.metrics()) {
        rows.add(
            new MetricRow(
                entry.seed(),
                entry.view().label(),
                entry.model(),
                metric.label(),
                entry.evaluation().value(metric)));
      }
    }
    return rows;
  }

  private void fillPerUser(PerUserRows rows) throws IOException {
    for (Entry entry : entries()) {
      int[] userIds = entry.evaluation().panel().userIds();
      for (Metric metric : scoreboard.metrics()) {
        if (!metric.perUser()) {
          continue;
        }
        double[] values = entry.evaluation().perUser(metric);
        for (int user = 0; user < userIds.length; user++) {
          rows.add(
              entry.seed(),
              entry.view().label(),
              entry.model(),
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
            entry.model(),
            panel.test().userId(user),
            rank + 1,
            panel.catalog().movieId(items[rank]),
            top.scores()[user][rank]);
      }
    }
  }
}
