package movielens.experiment.run;

import static movielens.experiment.run.SampleResults.comparison;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
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
}
