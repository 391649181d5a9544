package movielens.experiment.pipeline.judging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import movielens.experiment.data.GenreSlice;
import movielens.experiment.data.GenreSlicer;
import movielens.experiment.data.InteractionLog;
import movielens.experiment.data.Interactions;
import movielens.experiment.data.MovieLens;
import movielens.experiment.data.SliceRule;
import movielens.experiment.data.Split;
import movielens.experiment.data.SplitRule;
import movielens.experiment.data.Splitter;
import movielens.experiment.data.reading.MovieLensReader;
import movielens.experiment.evaluation.CutOffs;
import movielens.experiment.evaluation.Evaluation;
import movielens.experiment.evaluation.Metric;
import movielens.experiment.evaluation.ModelName;
import movielens.experiment.evaluation.Recommender;
import movielens.experiment.evaluation.TopK;
import movielens.experiment.evaluation.View;
import movielens.experiment.run.Comparison;
import movielens.experiment.run.Judging;
import movielens.experiment.run.LagSummary;
import movielens.experiment.run.LagTable;
import movielens.experiment.run.MetricSummary;
import movielens.experiment.run.RunFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a scoreboard of random lists says, against the lists' own evaluations. */
class ExperimentResultsTest {
  private static final MovieLens DATA = MovieLensReader.readBundledSample();
  private static final InteractionLog LOG = Interactions.chronological(DATA, 0);
  private static final Split SPLIT = Splitter.split(DATA, LOG, new SplitRule.PerUser(0.2));
  private static final GenreSlice SLICE =
      GenreSlicer.slice(SPLIT, new SliceRule("Horror", 0.5, 10));
  private static final List<Long> SEEDS = List.of(7L, 3L);
  private static final List<ModelName> MODELS =
      List.of(
          ModelName.GENERIC,
          ModelName.DISTILLED,
          ModelName.FINE_TUNED,
          ModelName.POPULAR,
          ModelName.EASE,
          ModelName.EASE_DISTILLED);

  @TempDir private Path folder;

  private static Scoreboard scoreboard(Optional<GenreSlice> slice, List<ModelName> models) {
    Scoreboard scoreboard =
        new Scoreboard(
            new Views(new Everybody(SPLIT, CutOffs.USUAL), SPLIT, slice, 86_400),
            models.stream().map(ModelName::label).toList());
    for (ModelName model : models) {
      for (long seed : model.trained() ? SEEDS : SEEDS.subList(0, 1)) {
        Split world =
            model.knowsGenreAlone()
                ? SLICE.genreOnly()
                : model == ModelName.FINE_TUNED ? SLICE.whole() : SPLIT;
        Recommender lists = atRandom(model.label().hashCode() + seed);
        scoreboard.judge(new FittedModel(model, lists, world), seed);
      }
    }
    return scoreboard;
  }

  /** Different candidates in an order of its own for each user. */
  private static Recommender atRandom(long seed) {
    return (history, candidates, k) -> {
      Random random = new Random(seed);
      int length = Math.min(k, candidates.length);
      TopK top = new TopK(new int[history.users()][], new float[history.users()][length]);
      for (int row = 0; row < history.users(); row++) {
        top.items()[row] = random.ints(1, candidates.length + 1).distinct().limit(length).toArray();
      }
      return top;
    };
  }

  private static ExperimentResults results(Scoreboard scoreboard, double share) {
    return new ExperimentResults(
        scoreboard,
        SEEDS,
        Judging.of(0.01, 1),
        200,
        OptionalDouble.of(share),
        ModelPair.asked(scoreboard.models()));
  }

  @Test
  void summariesAreTheMeansOfTheSeeds() {
    Scoreboard scoreboard = scoreboard(Optional.of(SLICE), MODELS);
    Map<String, Map<String, Map<String, MetricSummary>>> summaries =
        results(scoreboard, 0.5).summaries();

    assertThat(summaries.keySet())
        .containsExactly("like-for-like", "generic-reach", "as-published", "later");
    for (View view : scoreboard.views()) {
      for (ModelName model : MODELS) {
        for (Metric metric : CutOffs.USUAL.metrics()) {
          List<Double> values =
              IntStream.range(0, SEEDS.size())
                  .mapToObj(seed -> scoreboard.of(view, model.label(), seed).value(metric))
                  .toList();
          MetricSummary summary =
              summaries.get(view.label()).get(model.label()).get(metric.label());
          assertThat(summary.perSeed()).isEqualTo(values);
          double mean = (values.get(0) + values.get(1)) / 2;
          assertThat(summary.mean()).isCloseTo(mean, within(1e-12));
          assertThat(summary.interval() == null).isEqualTo(view == View.AS_PUBLISHED);
          if (summary.interval() != null) {
            assertThat(mean).isBetween(summary.interval().low(), summary.interval().high());
          }
          assertThat(model.trained() || values.get(0).equals(values.get(1))).isTrue();
        }
      }
    }
  }

  @Test
  void modelsOfTheSliceAreComparedWithAllOthersAndBaselinesWithThemselves() {
    List<Comparison> comparisons =
        results(scoreboard(Optional.of(SLICE), MODELS), 0.5).comparisons();

    assertThat(pairs(comparisons))
        .isEqualTo(
            Set.of(
                "distilled − generic",
                "distilled − popular",
                "distilled − ease",
                "distilled − ease-distilled",
                "fine-tuned − generic",
                "fine-tuned − distilled",
                "fine-tuned − popular",
                "fine-tuned − ease",
                "ease-distilled − ease"));
    assertThat(comparisons.stream().map(Comparison::view).distinct())
        .containsExactly("like-for-like", "later");
  }

  @Test
  void withoutASliceGenericIsComparedWithTheBaselines() {
    List<ModelName> models = List.of(ModelName.GENERIC, ModelName.POPULAR, ModelName.EASE);
    List<Comparison> comparisons = results(scoreboard(Optional.empty(), models), 0.5).comparisons();

    assertThat(pairs(comparisons)).isEqualTo(Set.of("generic − popular", "generic − ease"));
    assertThat(comparisons.get(0).view()).isEqualTo("as-published");
  }

  private static Set<String> pairs(List<Comparison> comparisons) {
    return comparisons.stream()
        .map(comparison -> comparison.a() + " − " + comparison.b())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void aDifferenceIsThatOfUsersAveragedOverSeeds() {
    Scoreboard scoreboard = scoreboard(Optional.of(SLICE), MODELS);
    Comparison comparison =
        results(scoreboard, 0.5).comparisons().stream()
            .filter(c -> c.view().equals("like-for-like") && c.metric().equals("ndcg@10"))
            .filter(c -> c.a().equals("distilled") && c.b().equals("ease"))
            .findFirst()
            .orElseThrow();

    double[] sums = new double[2];
    int users = 0;
    for (int seed = 0; seed < 2; seed++) {
      Evaluation a = scoreboard.of(View.LIKE_FOR_LIKE, "distilled", seed);
      Evaluation b = scoreboard.of(View.LIKE_FOR_LIKE, "ease", seed);
      sums[0] += Arrays.stream(a.perUser(Metric.NDCG)).sum();
      sums[1] += Arrays.stream(b.perUser(Metric.NDCG)).sum();
      users = a.panel().users();
    }
    assertThat(comparison.users()).isEqualTo(users);
    assertThat(comparison.difference()).isCloseTo((sums[0] - sums[1]) / (2 * users), within(1e-12));
  }

  @Test
  void oneMetricOfOneSliceAnswersTheQuestion() {
    Scoreboard scoreboard = scoreboard(Optional.of(SLICE), MODELS);

    assertThat(results(scoreboard, 0.5).comparisons())
        .filteredOn(Comparison::primary)
        .isNotEmpty()
        .allMatch(c -> c.view().equals("like-for-like") && c.metric().equals("recall@10"));
    assertThat(results(scoreboard, 0.4).comparisons()).noneMatch(Comparison::primary);
  }

  @Test
  void filesHoldEverySeedViewAndModelTheLaterViewLast() throws IOException {
    Scoreboard scoreboard = scoreboard(Optional.of(SLICE), MODELS);
    RunFolder run = RunFolder.at(folder.resolve("run"), false);
    results(scoreboard, 0.5).write(run, false);

    Map<String, Double> expected = new LinkedHashMap<>();
    List<View> own = new ArrayList<>(scoreboard.views());
    own.remove(View.LATER);
    for (List<View> views : List.of(own, List.of(View.LATER))) {
      for (int seed = 0; seed < SEEDS.size(); seed++) {
        for (View view : views) {
          for (ModelName model : MODELS) {
            for (Metric metric : CutOffs.USUAL.metrics()) {
              expected.put(
                  "%d,%s,%s,%s"
                      .formatted(SEEDS.get(seed), view.label(), model.label(), metric.label()),
                  scoreboard.of(view, model.label(), seed).value(metric));
            }
          }
        }
      }
    }
    List<String> rows = new ArrayList<>();
    expected.forEach((row, value) -> rows.add(row + "," + value));
    List<String> written = Files.readAllLines(run.file("metrics.csv"));
    assertThat(written.subList(1, written.size())).isEqualTo(rows);
    assertThat(run.file("lags.csv")).exists();
    assertThat(run.file("per_user.csv.gz")).exists();
    assertThat(run.file("recommendations.csv.gz")).exists();
  }

  @Test
  void everyTestEventOfTheCatalogueIsInOneBinOfEachLag() {
    Scoreboard scoreboard = scoreboard(Optional.of(SLICE), MODELS);
    Map<String, Map<String, LagSummary>> lags = results(scoreboard, 0.5).lags();

    for (View view : scoreboard.views()) {
      for (ModelName model : MODELS) {
        InteractionLog test = scoreboard.of(view, model.label(), 0).panel().test();
        long events =
            IntStream.range(0, test.users())
                .mapToLong(row -> Arrays.stream(test.itemsOf(row)).filter(item -> item > 0).count())
                .sum();
        LagSummary summary = lags.get(view.label()).get(model.label());
        assertThat(summary.testEvents()).isGreaterThanOrEqualTo(events);
        assertThat(summary.byLag()).hasSize(2);
        for (LagTable table : summary.byLag().values()) {
          assertThat(table.events().stream().mapToLong(Long::longValue).sum()).isEqualTo(events);
        }
      }
    }
  }
}
