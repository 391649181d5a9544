package movielens.experiment.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class WilcoxonSignedRankTest {
  @Test
  void hollanderAndWolfesDepressionScores() {
    double[] before = {1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30};
    double[] after = {0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29};
    double[] differences = IntStream.range(0, 9).mapToDouble(i -> before[i] - after[i]).toArray();
    assertThat(WilcoxonSignedRank.twoSidedP(differences)).isCloseTo(0.0390625, within(1e-12));
  }

  @Test
  void darwinsMaize() {
    double[] differences = {6, 8, 14, 16, 23, 24, 28, 29, 41, -48, 49, 56, 60, -67, 75};
    assertThat(WilcoxonSignedRank.twoSidedP(differences)).isCloseTo(0.041259765625, within(1e-12));
  }

  @Test
  void agreesWithScipyOnFortyUntiedDifferences() {
    double[] differences = IntStream.range(0, 50).mapToDouble(i -> i * 37 % 101 - 40).toArray();
    double[] untied =
        IntStream.range(0, 50)
            .filter(i -> IntStream.range(0, i).noneMatch(j -> same(differences, i, j)))
            .mapToDouble(i -> differences[i])
            .toArray();
    assertThat(untied).hasSize(40).contains(0);
    // scipy.stats.wilcoxon(d, method="exact") without the zero
    assertThat(WilcoxonSignedRank.twoSidedP(untied)).isCloseTo(0.039960665642865933, within(1e-12));
  }

  @Test
  void agreesWithScipysApproximation() {
    // scipy.stats.wilcoxon(d, correction=True, method="asymptotic", zero_method="wilcox")
    double[] tied = IntStream.range(0, 200).mapToDouble(i -> (i * 37 % 23 - 9) / 10.0).toArray();
    assertThat(WilcoxonSignedRank.twoSidedP(tied)).isCloseTo(0.00013926774723132144, within(1e-12));
    double[] large = IntStream.range(0, 300).mapToDouble(i -> i * 7919 % 10_007 - 4_700).toArray();
    assertThat(WilcoxonSignedRank.twoSidedP(large)).isCloseTo(0.0815121208348234, within(1e-12));
    double[] halves = IntStream.range(0, 60).mapToDouble(i -> (i * 31 % 53 - 21) / 2.0).toArray();
    assertThat(WilcoxonSignedRank.twoSidedP(halves)).isCloseTo(0.02594927068261045, within(1e-12));
  }

  @Test
  void noDifferenceIsNoEvidence() {
    assertThat(WilcoxonSignedRank.twoSidedP(new double[70])).isOne();
    assertThat(WilcoxonSignedRank.twoSidedP(new double[] {})).isOne();
    assertThat(WilcoxonSignedRank.twoSidedP(new double[] {3})).isOne();
    // (0.1 + 0.2 + 0.3) / 3 − 0.2 is not zero in floating point
    assertThat(WilcoxonSignedRank.twoSidedP(new double[] {(0.1 + 0.2 + 0.3) / 3 - 0.2})).isOne();
  }

  @Test
  void roundingErrorsDoNotBreakTies() {
    double[] exact = {0.3, -0.3, 0.3, 0.3, 0.3};
    double[] noisy = {0.1 + 0.2, -0.3, 0.3, 0.1 + 0.2, 0.3};
    assertThat(WilcoxonSignedRank.twoSidedP(noisy)).isEqualTo(WilcoxonSignedRank.twoSidedP(exact));
  }

  @Property(tries = 200)
  void agreesWithTheEnumerationOfAllSigns(
      @ForAll @IntRange(min = 1, max = 11) int n,
      @ForAll @IntRange(min = 1, max = 12) int levels,
      @ForAll long seed) {
    Random random = new Random(seed);
    double[] differences =
        random.ints(n, -levels, levels + 1).mapToDouble(level -> level / 8.0).toArray();
    assertThat(WilcoxonSignedRank.twoSidedP(differences))
        .isCloseTo(enumerated(differences), within(1e-12));
  }

  @Property(tries = 100)
  void swappingTheModelsChangesNothing(
      @ForAll @IntRange(min = 1, max = 90) int n, @ForAll long seed) {
    double[] forth = new Random(seed).ints(n, -5, 8).asDoubleStream().toArray();
    double[] back = Arrays.stream(forth).map(d -> -d).toArray();
    double p = WilcoxonSignedRank.twoSidedP(forth);
    assertThat(p).isBetween(0.0, 1.0);
    assertThat(WilcoxonSignedRank.twoSidedP(back)).isCloseTo(p, within(1e-12));
  }

  private static boolean same(double[] differences, int i, int j) {
    return Math.abs(differences[i]) == Math.abs(differences[j]);
  }

  private static double enumerated(double[] differences) {
    double[] nonZero = Arrays.stream(differences).filter(d -> d != 0).toArray();
    // rank = how many are smaller + half of those as large, itself counting whole
    double[] ranks =
        Arrays.stream(nonZero)
            .map(
                d ->
                    Arrays.stream(nonZero)
                            .map(
                                o ->
                                    Math.abs(o) < Math.abs(d)
                                        ? 1
                                        : Math.abs(o) == Math.abs(d) ? .5 : 0)
                            .sum()
                        + 0.5)
            .toArray();
    double observed =
        IntStream.range(0, ranks.length)
            .filter(i -> nonZero[i] > 0)
            .mapToDouble(i -> ranks[i])
            .sum();
    int assignments = 1 << ranks.length;
    double atMost = 0;
    double atLeast = 0;
    for (int signs = 0; signs < assignments; signs++) {
      double sum = 0;
      for (int i = 0; i < ranks.length; i++) {
        sum += (signs >> i & 1) * ranks[i];
      }
      atMost += sum <= observed ? 1 : 0;
      atLeast += sum >= observed ? 1 : 0;
    }
    return Math.min(1, 2 * Math.min(atMost, atLeast) / assignments);
  }
}
