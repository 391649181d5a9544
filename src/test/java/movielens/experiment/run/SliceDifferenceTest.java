package movielens.experiment.run;

import static movielens.experiment.run.SampleResults.comparison;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import movielens.experiment.evaluation.Interval;
import movielens.experiment.evaluation.View;
import org.junit.jupiter.api.Test;

class SliceDifferenceTest {
  private static SliceRun run(String folder, Comparison... comparisons) {
    return new SliceRun(folder, 0.5, SampleResults.of(false, List.of(1L, 2L), comparisons));
  }

  @Test
  void theFamilyOfATestIsAllSlicesAndMetricsOfItsPair() {
    List<SliceDifference> differences =
        SliceDifference.of(
            List.of(
                run(
                    "one",
                    comparison("distilled", "recall@10", 0.02, 0.01),
                    comparison("distilled", "p90_coverage@10", 0.02, Double.NaN),
                    comparison("fine-tuned", "recall@10", 0.02, 0.02)),
                run(
                    "two",
                    comparison("distilled", "recall@10", -0.02, 0.02),
                    comparison("distilled", "ndcg@10", -0.02, 0.9),
                    comparison("fine-tuned", "recall@10", 0.005, 0.001))));

    assertThat(differences).extracting(d -> d.run().folder()).containsOnly("one", "two");
    double[] corrected = {3 * 0.01, Double.NaN, 0.02, 2 * 0.02, 0.9, 2 * 0.001};
    assertThat(differences.stream().mapToDouble(SliceDifference::pHolmAll).toArray())
        .usingComparatorWithPrecision(1e-12)
        .containsExactly(corrected);
    assertThat(differences.stream().mapToInt(SliceDifference::verdict).toArray())
        .as(Arrays.toString(corrected))
        .containsExactly(1, 0, 1, -1, 0, 0);
  }

  /** One primary comparison per genre; ndcg and other shares are a trend, whatever their p. */
  @Test
  void theFamilyOfAPrimaryTestIsThePrimaryOnesOfItsPair() {
    List<SliceDifference> differences =
        SliceDifference.of(
            List.of(
                run("one", primary(0.02, 0.01), trend(0.02, 0.001)),
                run("two", primary(-0.02, 0.04), later(0.001)),
                run("three", primary(0.02, 0.02))));
    assertThat(differences).hasSize(4);
    double[] corrected = {3 * 0.01, Double.NaN, 0.04, 0.04};
    assertThat(differences.stream().mapToDouble(SliceDifference::pPrimary).toArray())
        .usingComparatorWithPrecision(1e-12)
        .containsExactly(corrected);
    assertThat(differences.stream().mapToInt(SliceDifference::verdict).toArray())
        .containsExactly(1, 0, -1, 1);
    assertThat(
            SliceDifference.of(
                List.of(run("two", primary(-0.02, 0.04), later(0.001))), View.LATER.label()))
        .hasSize(1);
  }

  private static Comparison primary(double difference, double p) {
    Comparison of = comparison("distilled", "recall@10", difference, 0.9);
    return SampleResults.judged(of, true, new Interval(of.low(), of.high()), p, 0.5);
  }

  private static Comparison trend(double difference, double p) {
    Comparison of = comparison("distilled", "ndcg@10", difference, 0.9);
    return SampleResults.judged(of, false, new Interval(of.low(), of.high()), p, 0.5);
  }

  private static Comparison later(double p) {
    return new Comparison(
        View.LATER.label(),
        "recall@10",
        "distilled",
        "generic",
        0.1,
        0.1,
        0.1,
        p,
        p,
        9,
        false,
        null);
  }
}
