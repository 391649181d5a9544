package movielens.experiment.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import movielens.experiment.evaluation.Bootstrap.Slots;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BootstrapTest {
  @Test
  void intervalsOfNormalMeansHoldTheTruthAboutNineteenTimesInTwenty() {
    Random random = new Random(11);
    int held = 0;
    for (int trial = 0; trial < 400; trial++) {
      double[] sample = random.doubles(60).map(ignored -> 0.3 + random.nextGaussian()).toArray();
      Interval interval = new Bootstrap(500, trial).ofMeans(new double[][] {sample})[0];
      held += interval.low() <= 0.3 && 0.3 <= interval.high() ? 1 : 0;
    }
    assertThat(held / 400.0).isBetween(0.91, 0.98);
  }

  @Test
  void widthIsThatOfTheNormalTheory() {
    Random random = new Random(2);
    double[] sample = random.doubles(2_000).map(ignored -> random.nextGaussian()).toArray();
    double mean = Arrays.stream(sample).average().orElseThrow();
    double deviation =
        Math.sqrt(Arrays.stream(sample).map(x -> (x - mean) * (x - mean)).sum() / sample.length);
    Interval interval = new Bootstrap(10_000, 1).ofMeans(new double[][] {sample})[0];
    double halfWidth = 1.96 * deviation / Math.sqrt(sample.length);
    assertThat(interval.high()).isCloseTo(mean + halfWidth, within(0.04 * halfWidth));
    assertThat(interval.low()).isCloseTo(mean - halfWidth, within(0.04 * halfWidth));
  }

  @Test
  void theSeedAloneDecides() {
    double[][] values = {{1, 2, 3, 5}, {0, 0, 1, 0}};
    assertThat(new Bootstrap(200, 7).ofMeans(values))
        .isEqualTo(new Bootstrap(200, 7).ofMeans(values))
        .isNotEqualTo(new Bootstrap(200, 8).ofMeans(values));
  }

  @Test
  void quantilesAreInterpolated() {
    double[] values = {4, 0, 3, 1, 2};
    assertThat(Interval.of(values)).isEqualTo(new Interval(0.1, 3.9));
    assertThat(Interval.of(new double[] {6})).isEqualTo(new Interval(6, 6));
  }

  @Test
  void noResamplesAreRefused() {
    assertThatThrownBy(() -> new Bootstrap(0, 1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aModelCoversAsMuchAsItself() {
    int[][] lists = {{1, 2}, {3}, {4, 1}};
    Coverages coverage = coverages(new Bootstrap(50, 1), 6, lists);
    assertThat(coverage.minus(coverage).interval()).isEqualTo(new Interval(0, 0));
  }

  private static Coverages coverages(Bootstrap bootstrap, int items, int[][]... listsOfSeeds) {
    Slots slots = new Slots(listsOfSeeds, items);
    int[] once = new int[slots.users()];
    Arrays.fill(once, 1);
    double[] perSeed = new double[listsOfSeeds.length];
    Arrays.setAll(perSeed, seed -> slots.coverage(seed, once));
    return new Coverages(perSeed, bootstrap.coverages(slots));
  }

  @Test
  void theCoverageIntervalHoldsTheObservedDifference() {
    Random random = new Random(4);
    int[][] wide = new int[300][];
    int[][] narrow = new int[300][];
    for (int user = 0; user < 300; user++) {
      wide[user] = random.ints(1, 201).distinct().limit(10).toArray();
      narrow[user] = random.ints(1, 21).distinct().limit(10).toArray();
    }
    Coverages difference =
        coverages(new Bootstrap(300, 1), 200, wide)
            .minus(coverages(new Bootstrap(300, 1), 200, narrow));
    Interval interval = difference.interval();
    assertThat(difference.perSeed()[0]).isBetween(interval.low(), interval.high());
    assertThat(interval.low()).isGreaterThan(0.5);
    assertThat(interval)
        .isEqualTo(
            coverages(new Bootstrap(300, 1), 200, wide)
                .minus(coverages(new Bootstrap(300, 1), 200, narrow))
                .interval());
  }

  @Test
  void coverageOfSeedsIsAveraged() {
    int[][] wide = {{1, 2}, {3, 4}, {5, 6}};
    int[][] narrow = {{1, 2}, {1, 2}, {1, 2}};
    Coverages both = coverages(new Bootstrap(80, 1), 6, wide, narrow);
    Coverages alone = coverages(new Bootstrap(80, 1), 6, narrow);
    assertThat(both.minus(alone).perSeed()).containsExactly(1 - 2 / 6.0, 0);
    assertThat(both.averaged().perSeed()).containsExactly((1 + 2 / 6.0) / 2);
    assertThat(Arrays.stream(both.recentred()).average().orElseThrow())
        .isCloseTo((1 + 2 / 6.0) / 2, within(1e-12));
    assertThat(both.seedError()).isPositive();
    assertThat(alone.seedError()).isZero();
  }

  @Property(tries = 200)
  void coverageOfResampledUsersAgreesWithCopiedLists(
      @ForAll @IntRange(min = 1, max = 30) int items,
      @ForAll @IntRange(min = 1, max = 10) int users,
      @ForAll long seed) {
    Random random = new Random(seed);
    int[][] lists = new int[users][];
    int[] times = new int[users];
    List<List<Integer>> copies = new ArrayList<>();
    for (int user = 0; user < users; user++) {
      lists[user] = random.ints(12, 1, items + 1).distinct().toArray();
      times[user] = random.nextInt(4);
      for (int copy = 0; copy < times[user]; copy++) {
        copies.add(Arrays.stream(lists[user]).boxed().toList());
      }
    }
    Slots slots = new Slots(new int[][][] {lists}, items);
    assertThat(slots.coverage(0, times)).isCloseTo(NaiveMetrics.p90(copies, items), within(1e-12));
  }
}
