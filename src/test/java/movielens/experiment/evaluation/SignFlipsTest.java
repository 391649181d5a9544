package movielens.experiment.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.math3.distribution.TDistribution;
import org.junit.jupiter.api.Test;

class SignFlipsTest {
  @Test
  void byHand() {
    // of the sums ±1 ±2 ±3, two are as far from 0 as 6, four as far as 4
    assertThat(SignFlips.twoSidedP(new double[] {1, 2, 3}, 100, 1)).isEqualTo(2 / 8.0);
    assertThat(SignFlips.twoSidedP(new double[] {-1, 2, 3}, 100, 1)).isEqualTo(4 / 8.0);
    assertThat(SignFlips.twoSidedP(new double[] {0, 0, -1, 0, 2, 3}, 100, 1)).isEqualTo(4 / 8.0);
    assertThat(SignFlips.twoSidedP(new double[] {1, -1}, 100, 1)).isOne();
    assertThat(SignFlips.twoSidedP(new double[] {0, 1e-17}, 100, 1)).isOne();
    assertThat(SignFlips.twoSidedP(new double[] {}, 100, 1)).isOne();
  }

  @Property(tries = 100)
  void fewDifferencesAgreeWithAllPatterns(
      @ForAll @IntRange(min = 1, max = 10) int users, @ForAll long seed) {
    double[] differences = random(users, new Random(seed));
    double observed = Math.abs(Arrays.stream(differences).sum());
    long asFar =
        IntStream.range(0, 1 << users)
            .filter(
                pattern ->
                    Math.abs(
                            IntStream.range(0, users)
                                    .mapToDouble(u -> (pattern >> u & 1) * 2 * differences[u])
                                    .sum()
                                - Arrays.stream(differences).sum())
                        >= observed - 1e-9)
            .count();
    assertThat(SignFlips.twoSidedP(differences, 1 << users, 1))
        .isCloseTo((double) asFar / (1 << users), within(1e-12));
  }

  @Property(tries = 20)
  void drawnPatternsComeNearAllOfThem(@ForAll long seed) {
    double[] differences = random(12, new Random(seed));
    assertThat(SignFlips.twoSidedP(differences, 4_000, 1))
        .isCloseTo(SignFlips.twoSidedP(differences, 4_096, 1), within(0.045));
  }

  @Test
  void manyDifferencesAgreeWithTheTTest() {
    Random random = new Random(5);
    int users = 300;
    double[] differences = random.doubles(users).map(ignored -> random.nextGaussian()).toArray();
    double shift = 0.12 - Arrays.stream(differences).average().orElseThrow();
    Arrays.setAll(differences, user -> differences[user] + shift);
    double t = 0.12 / (SeedSummary.of(differences).sd() / Math.sqrt(users));
    double p = 2 * (1 - new TDistribution(users - 1).cumulativeProbability(t));
    assertThat(SignFlips.twoSidedP(differences, 10_000, 1)).isCloseTo(p, within(0.01));
    assertThat(SignFlips.twoSidedP(differences, 10_000, 1))
        .isEqualTo(SignFlips.twoSidedP(differences, 10_000, 1));
    double[] far = Arrays.stream(differences).map(d -> d + 3).toArray();
    assertThat(SignFlips.twoSidedP(far, 10_000, 1)).isEqualTo(1 / 10_001.0);
  }

  @Test
  void noFlipsAreRefused() {
    assertThatThrownBy(() -> SignFlips.twoSidedP(new double[] {1}, 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Eighths, so that sums are exact and many are tied; some differences are 0. */
  private static double[] random(int users, Random random) {
    return IntStream.range(0, users).mapToDouble(u -> (random.nextInt(17) - 7) / 8.0).toArray();
  }
}
