package movielens.experiment.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import movielens.experiment.evaluation.View;
import movielens.experiment.run.Comparison;
import movielens.experiment.run.MetricSummary;
import movielens.experiment.run.RunResults;
import movielens.experiment.run.SampleResults;
import movielens.experiment.run.TrainingInfo;
import movielens.experiment.run.ViewScope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FindingTest {
  private static final String VIEW = View.LIKE_FOR_LIKE.label();
  private static final Comparison BETTER = SampleResults.comparison(0.02, 0.01, 0.03, 0.004, 81);

  @Test
  void beginsWithTheVerdictInWords() {
    RunResults results = SampleResults.of(false, List.of(1L, 2L), BETTER);

    assertThat(Finding.verdict(results)).isEqualTo("distilled is better than generic");
    assertThat(Finding.sentence(results))
        .isEqualTo(
            "distilled is better than generic: on these 81 users the recall@10 of distilled is"
                + " 0.1200, that of generic 0.1000, difference +0.0200 [+0.0100, +0.0300], Holm p"
                + " 0.004.");
  }

  @Test
  void namesTheBestOfAllAndTheTransformersThatLoseToABaseline() {
    RunResults results =
        results(
            Map.of("generic", 0.1, "distilled", 0.12, "popular", 0.13, "ease", 0.15), List.of());

    assertThat(Finding.of(results))
        .startsWith("distilled is better than generic")
        .contains("Of all 4 models ease has the highest recall@10, 0.1500.")
        .contains("Behind popular and ease are generic and distilled: ");
  }

  @Test
  void aBaselineMayBeatOneTransformerAlone() {
    RunResults results =
        results(Map.of("generic", 0.1, "distilled", 0.12, "popular", 0.11), List.of());

    assertThat(Finding.of(results))
        .contains("distilled has the highest recall@10, 0.1200.")
        .contains("Behind popular is generic: ")
        .doesNotContain("distilled loses");
  }

  @Test
  void twoModelsAreNotCalledAll() {
    RunResults results = results(Map.of("generic", 0.1, "distilled", 0.12), List.of());

    assertThat(Finding.of(results))
        .contains("Of the two distilled has the highest recall@10, 0.1200.");
  }

  @Test
  void nobodyLosesWhereNoBaselineIsAhead() {
    assertThat(Finding.of(SampleResults.of(false, List.of(1L, 2L), BETTER)))
        .contains("Of all 3 models distilled has the highest recall@10, 0.1200.")
        .doesNotContain("Behind");
  }

  @Test
  void modelsThatRankOtherMoviesHaveNoBest() {
    RunResults of = SampleResults.of(false, List.of(1L), BETTER);
    ViewScope differing = of.scopes().get(View.AS_PUBLISHED.label());
    RunResults results = with(of, of.views(), Map.of(VIEW, differing), List.of());

    assertThat(Finding.of(results)).doesNotContain("Of all");
  }

  @Test
  void saysWhenTheLastEpochWasKept() {
    RunResults results =
        results(
            Map.of("generic", 0.1, "distilled", 0.12),
            List.of(
                new TrainingInfo(1, "generic", 8, 8, 0.2, 1, List.of()),
                new TrainingInfo(2, "generic", 8, 7, 0.2, 1, List.of()),
                new TrainingInfo(1, "distilled", 30, 30, 0.2, 1, List.of()),
                new TrainingInfo(2, "distilled", 30, 30, 0.2, 1, List.of()),
                new TrainingInfo(1, "fine-tuned", 0, 0, Double.NaN, 0, List.of())));

    assertThat(Finding.weaknesses(results))
        .containsExactly(
            "Not converged: the epoch that was kept is the last one of generic (1 of 2 seeds) and"
                + " distilled (2 of 2 seeds), and more epochs may change the result.");
  }

  @Test
  void saysWhichModelsKeptTheirStart() {
    List<TrainingInfo> trainings =
        List.of(
            new TrainingInfo(1, "fine-tuned", 3, 0, 0.2, 1, List.of()),
            new TrainingInfo(2, "fine-tuned", 3, 0, 0.2, 1, List.of()),
            new TrainingInfo(1, "continued", 3, 0, 0.2, 1, List.of()),
            new TrainingInfo(2, "continued", 3, 1, 0.2, 1, List.of()));

    assertThat(Finding.of(results(Map.of("generic", 0.1, "distilled", 0.12), trainings)))
        .contains(
            "No epoch was better on validation than the start, generic, for fine-tuned (2 of 2"
                + " seeds) and continued (1 of 2 seeds): there it is generic.");
  }

  @ParameterizedTest
  @CsvSource({
    "0.01, 0.03, 0.04, higher",
    "-0.03, -0.01, 0.04, lower",
    "0.01, 0.03, 0.05, inconclusive",
    "-0.03, -0.01, 0.3, inconclusive",
    "-0.01, 0.03, 0.01, inconclusive",
    "NaN, NaN, 0.01, inconclusive",
    "0.01, 0.03, NaN, higher",
  })
  void tablesSayNothingThatTheCorrectedTestDoesNot(
      double low, double high, double pHolm, String word) {
    Comparison c = SampleResults.comparison(0, low, high, pHolm, 81);

    assertThat(DifferenceText.side(c)).isEqualTo(word);
    assertThat(DifferenceText.cells(c)).last().isEqualTo(word);
    assertThat(DifferenceText.cells(0, low, high, 0.001, pHolm, 81)).last().isEqualTo(word);
  }

  @Test
  void minusSignsAreOfOneKind() {
    Comparison c = SampleResults.comparison(-0.02, -0.05, -0.01, 0.0004, 81);

    assertThat(Finding.of(SampleResults.of(false, List.of(1L, 2L), c)))
        .contains("generic is better than distilled")
        .contains("difference −0.0200 [−0.0500, −0.0100]")
        .doesNotContain(" -");
    assertThat(DifferenceText.cells(c).get(0)).isEqualTo("−0.0200");
  }

  private static RunResults results(Map<String, Double> recalls, List<TrainingInfo> trainings) {
    Map<String, Map<String, MetricSummary>> models = new LinkedHashMap<>();
    for (String model : List.of("generic", "distilled", "popular", "ease")) {
      if (recalls.containsKey(model)) {
        models.put(
            model,
            Map.of(
                "recall@10", new MetricSummary(recalls.get(model), Double.NaN, List.of(), null)));
      }
    }
    RunResults of = SampleResults.of(false, List.of(1L, 2L), BETTER);
    return with(of, Map.of(VIEW, models), of.scopes(), trainings);
  }

  private static RunResults with(
      RunResults of,
      Map<String, Map<String, Map<String, MetricSummary>>> views,
      Map<String, ViewScope> scopes,
      List<TrainingInfo> trainings) {
    return new RunResults(
        of.schemaVersion(),
        of.dataset(),
        of.slice(),
        of.environment(),
        of.seeds(),
        views,
        scopes,
        of.comparisons(),
        of.warnings(),
        of.timings(),
        trainings,
        of.judging(),
        of.lags(),
        of.lateFilms(),
        List.of());
  }
}
