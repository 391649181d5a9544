package movielens.experiment.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import movielens.experiment.evaluation.UserStatistics.Measured;
import movielens.experiment.evaluation.UserStatistics.Tested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserStatisticsTest {
  private static final String RECALL = Metric.RECALL.label();
  private static final double MARGIN = 0.01;

  private static Measured measured(String metric, double[]... seeds) {
    return new Measured(metric, new SeededValues(seeds));
  }

  @Test
  void withOneSeedAMeanHasTheIntervalOfItsBootstrapOverUsers() {
    Random random = new Random(3);
    double[][] values = {random.doubles(20).toArray(), random.doubles(20).toArray()};
    List<UserStatistics.Mean> means =
        new UserStatistics(200, 3)
            .means(List.of(measured(Metric.NDCG.label(), values[0]), measured(RECALL, values[1])));
    Interval[] intervals = new Bootstrap(200, 3).ofMeans(values);
    for (int m = 0; m < values.length; m++) {
      double mean = Arrays.stream(values[m]).average().orElseThrow();
      assertThat(means.get(m).value()).isCloseTo(mean, within(1e-12));
      assertThat(means.get(m).low()).isEqualTo(intervals[m].low());
      assertThat(means.get(m).high()).isEqualTo(intervals[m].high());
      assertThat(means.get(m).interval()).isEqualTo(intervals[m]);
    }
  }

  @Test
  void aMetricOfALaterVersionHasNoRangeAndNoVerdictOfEquality() {
    Measured large = measured("serendipity@10", new double[] {3, 5}, new double[] {4, 6});
    UserStatistics statistics = new UserStatistics(200, 1);
    assertThat(statistics.means(List.of(large)).get(0).interval().high()).isGreaterThan(5);
    assertThat(
            statistics
                .differences(List.of(large), List.of(large), MARGIN)
                .get(0)
                .certainty()
                .pEquivalence())
        .isNaN();
  }

  @Test
  void seedsThatDisagreeWidenADifferenceAlsoWhereTheRunsHaveOthers() {
    double[] low = {0.1, 0.3, 0.2, 0.1};
    double[] high = {0.7, 0.8, 0.9, 0.6};
    Measured agreeing = measured(RECALL, low, low, low);
    Measured disagreeing = measured(RECALL, low, high, low);
    Measured two = measured(RECALL, low, high);
    assertThat(widening(agreeing, measured(RECALL, high))).isCloseTo(1, within(1e-9));
    assertThat(widening(disagreeing, agreeing)).isGreaterThan(2);
    assertThat(widening(disagreeing, two)).isGreaterThan(widening(agreeing, two));
  }

  private static double widening(Measured a, Measured b) {
    Tested tested = new UserStatistics(2_000, 1).differences(List.of(a), List.of(b), MARGIN).get(0);
    Interval interval = tested.certainty().interval();
    return (interval.high() - interval.low()) / (tested.ofUsers().high() - tested.ofUsers().low());
  }

  /**
   * How often the interval of the difference of two runs holds the truth, where each run has seeds
   * of its own. With as many each it should be near 95%; with fewer in one, not below that.
   */
  @ParameterizedTest
  @CsvSource({"3, 3, 0.93, 0.97", "5, 5, 0.93, 0.97", "3, 5, 0.93, 0.99"})
  void intervalsOfRunsWithOtherSeedsHoldTheTruth(int ofA, int ofB, double least, double most) {
    int trials = 600;
    int users = 50;
    Random random = new Random(11);
    int held = 0;
    for (int trial = 0; trial < trials; trial++) {
      double[] tastes = random.doubles(users).map(u -> random.nextGaussian()).toArray();
      Measured a = measured("any@10", drawn(ofA, tastes, 0.2, random));
      Measured b = measured("any@10", drawn(ofB, new double[users], 0.2, random));
      Interval interval =
          new UserStatistics(400, trial)
              .differences(List.of(a), List.of(b), MARGIN)
              .get(0)
              .certainty()
              .interval();
      held += interval.low() <= 0 && interval.high() >= 0 ? 1 : 0;
    }
    assertThat(held / (double) trials).isBetween(least, most);
  }

  /** A value for each seed and user: what the user likes, what the seed is worth, and chance. */
  private static double[][] drawn(int seeds, double[] tastes, double ofSeeds, Random random) {
    double[][] values = new double[seeds][];
    for (int seed = 0; seed < seeds; seed++) {
      double worth = ofSeeds * random.nextGaussian();
      values[seed] =
          Arrays.stream(tastes).map(taste -> taste + worth + 0.3 * random.nextGaussian()).toArray();
    }
    return values;
  }

  @Test
  void oneResampleIsTheFewest() {
    assertThat(new UserStatistics(1, 1).means(List.of(measured(RECALL, new double[] {1, 2}))))
        .hasSize(1);
    assertThatThrownBy(() -> new UserStatistics(0, 1)).isInstanceOf(IllegalArgumentException.class);
  }
}
