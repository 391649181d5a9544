package movielens.experiment.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.math3.distribution.TDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JointBootstrapTest {
  private static final int USERS = 70;
  private static final int TRIALS = 2_000;
  private static final int RESAMPLES = 400;

  /**
   * Two-way random effects: truth 0 plus an effect of the user, of the seed and of both, with these
   * standard deviations. The seed's is up to twice the standard error over users, which is 0.12.
   */
  @ParameterizedTest
  @CsvSource({
    "3, 1, 0, 0.5", "3, 1, 0.05, 0.5", "3, 1, 0.12, 0.5", "3, 1, 0.24, 0.5", "3, 0.5, 0.03, 1",
    "5, 1, 0, 0.5", "5, 1, 0.05, 0.5", "5, 1, 0.12, 0.5", "5, 1, 0.24, 0.5", "5, 0.5, 0.03, 1"
  })
  void theIntervalHoldsTheTruthNineteenTimesInTwenty(
      int seeds, double ofUser, double ofSeed, double ofBoth) {
    Random random = new Random(17);
    JointBootstrap joint = new JointBootstrap(1);
    Bootstrap bootstrap = new Bootstrap(RESAMPLES, 1);
    int held = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      SeededValues values = draw(random, seeds, ofUser, ofSeed, ofBoth);
      double[] resampled = bootstrap.means(new double[][] {values.perUser()})[0];
      Interval interval = joint.ofMean(values, resampled).interval();
      held += interval.low() <= 0 && 0 <= interval.high() ? 1 : 0;
    }
    assertThat((double) held / TRIALS).isBetween(0.93, 0.97);
  }

  /** Why the seeds' part is not a resample of the seeds. */
  @Test
  void resamplesOfThreeSeedsWouldHoldItTooSeldom() {
    Random random = new Random(17);
    SplittableRandom draws = new SplittableRandom(1);
    int held = 0;
    for (int trial = 0; trial < TRIALS / 4; trial++) {
      double[][] values = draw(random, 3, 1, 0.24, 0.5).values();
      double[] means = new double[RESAMPLES];
      for (int r = 0; r < RESAMPLES; r++) {
        int[] users = draws.ints(USERS, 0, USERS).toArray();
        means[r] =
            draws
                    .ints(3, 0, 3)
                    .mapToDouble(
                        seed -> Arrays.stream(users).mapToDouble(u -> values[seed][u]).sum())
                    .sum()
                / (3 * USERS);
      }
      Interval interval = Interval.of(means);
      held += interval.low() <= 0 && 0 <= interval.high() ? 1 : 0;
    }
    assertThat(held / (TRIALS / 4.0)).isLessThan(0.92);
  }

  private static SeededValues draw(
      Random random, int seeds, double ofUser, double ofSeed, double ofBoth) {
    double[] users = random.doubles(USERS).map(u -> ofUser * random.nextGaussian()).toArray();
    double[][] values = new double[seeds][USERS];
    for (double[] row : values) {
      double seed = ofSeed * random.nextGaussian();
      Arrays.setAll(row, user -> users[user] + seed + ofBoth * random.nextGaussian());
    }
    return new SeededValues(values);
  }

  /** Mean squares of a two-way layout, from the sums of squares of the textbook. */
  @Property(tries = 100)
  void theSeedErrorIsThatOfTheAnalysisOfVariance(
      @ForAll @IntRange(min = 2, max = 6) int seeds,
      @ForAll @IntRange(min = 2, max = 9) int users,
      @ForAll long seed) {
    Random random = new Random(seed);
    double[][] y = new double[seeds][users];
    for (double[] row : y) {
      double shift = random.nextInt(3);
      Arrays.setAll(row, user -> shift + random.nextInt(5));
    }
    double total = 0;
    double squares = 0;
    double bySeed = 0;
    double byUser = 0;
    for (double[] row : y) {
      double sum = Arrays.stream(row).sum();
      total += sum;
      bySeed += sum * sum / users;
      squares += Arrays.stream(row).map(value -> value * value).sum();
    }
    for (int user = 0; user < users; user++) {
      int u = user;
      double sum = Arrays.stream(y).mapToDouble(row -> row[u]).sum();
      byUser += sum * sum / seeds;
    }
    double correction = total * total / (seeds * users);
    double ofSeeds = (bySeed - correction) / (seeds - 1);
    double ofRest = (squares - bySeed - byUser + correction) / ((seeds - 1) * (users - 1));
    double variance = Math.max(0, (ofSeeds - ofRest) / (seeds * users));
    double error = new SeededValues(y).seedError();
    assertThat(error * error).isCloseTo(variance, within(1e-9));
  }

  @Test
  void withOneSeedTheIntervalIsThatOfTheUsers() {
    SeededValues one = new SeededValues(new double[][] {{1, 2, 4, 4}});
    assertThat(one.seedError()).isZero();
    double[] resampled = new Bootstrap(100, 1).means(one.values())[0];
    assertThat(new JointBootstrap(1).ofMean(one, resampled).interval())
        .isEqualTo(Interval.of(resampled));
  }

  @Test
  void equivalenceCountsTheLargerTail() {
    double[] resamples = IntStream.range(0, 99).mapToDouble(i -> (i - 49) / 1000.0).toArray();
    JointResamples joined = new JointResamples(resamples, 0, new double[99]);
    // −0.049 … 0.049: ten are at least 0.04
    assertThat(joined.pEquivalence(0.04)).isEqualTo(11 / 100.0);
    assertThat(joined.pEquivalence(0.06)).isEqualTo(1 / 100.0);
    double[] shifted = Arrays.stream(resamples).map(value -> value - 0.03).toArray();
    assertThat(new JointResamples(shifted, 0, new double[99]).pEquivalence(0.06))
        .isEqualTo(21 / 100.0);
  }

  @Test
  void drawsAreTheQuantilesOfStudentInAnyOrder() {
    double[] draws = StudentDraws.of(2, 1_001, 8);
    assertThat(draws).isEqualTo(StudentDraws.of(2, 1_001, 8));
    assertThat(draws).isNotEqualTo(StudentDraws.of(2, 1_001, 9));
    double[] sorted = draws.clone();
    Arrays.sort(sorted);
    assertThat(draws).isNotEqualTo(sorted);
    TDistribution student = new TDistribution(2);
    for (int i = 0; i < sorted.length; i++) {
      assertThat(student.cumulativeProbability(sorted[i]))
          .isCloseTo((i + 0.5) / sorted.length, within(1e-6));
    }
  }
}
