package movielens.experiment.evaluation;

import java.util.Arrays;
import org.apache.commons.math3.special.Erf;

/**
 * Wilcoxon's signed-rank test that paired differences are symmetric around zero. Zero differences
 * are dropped, tied ones share the mean of their ranks. With up to {@value #MAX_EXACT} differences
 * left p is exact, also with ties: the null distribution of the rank sum is built by the shift
 * algorithm of Streitberg and Röhmel (1986) over doubled ranks. With more, p is that of the normal
 * approximation with the variance corrected for ties and a continuity correction of ½ (Hollander
 * and Wolfe, "Nonparametric Statistical Methods", section 3.1).
 *
 * <p>The test of commons-math 3 is not used: it ranks zeros and counts them as losses, and its
 * approximation knows no ties. Most users' differences are zero or tied here.
 */
public final class WilcoxonSignedRank {
  private static final int MAX_EXACT = 50;

  /** Differences closer than this are the same: averages over seeds carry rounding errors. */
  private static final double RESOLUTION = 1e-12;

  /** Absolute differences other than zero, ascending. */
  private final double[] magnitudes;

  /** Those of the positive differences, ascending. */
  private final double[] positives;

  private WilcoxonSignedRank(double[] differences) {
    double[] rounded =
        Arrays.stream(differences)
            .map(d -> Math.rint(d / RESOLUTION))
            .filter(d -> d != 0)
            .toArray();
    magnitudes = Arrays.stream(rounded).map(Math::abs).sorted().toArray();
    positives = Arrays.stream(rounded).filter(d -> d > 0).sorted().toArray();
  }

  /**
   * The two-sided p.
   *
   * @param differences one per pair; those within 1e-12 of each other are tied
   * @return in (0, 1]; 1 when all differences are zero; 0 only where it underflows
   */
  public static double twoSidedP(double[] differences) {
    return new WilcoxonSignedRank(differences).twoSidedP();
  }

  private double twoSidedP() {
    int n = magnitudes.length;
    int[] doubledRanks = new int[n];
    long doubledSum = 0;
    double tieTerm = 0;
    int positive = 0;
    for (int from = 0; from < n; ) {
      int to = from;
      while (to < n && magnitudes[to] == magnitudes[from]) {
        to++;
      }
      Arrays.fill(doubledRanks, from, to, from + 1 + to);
      while (positive < positives.length && positives[positive] == magnitudes[from]) {
        doubledSum += doubledRanks[from];
        positive++;
      }
      double ties = to - from;
      tieTerm += ties * ties * ties - ties;
      from = to;
    }
    if (n == 0) {
      return 1;
    }
    return n <= MAX_EXACT
        ? exact(doubledRanks, (int) doubledSum)
        : approximate(n, doubledSum / 2.0, tieTerm);
  }

  private static double exact(int[] doubledRanks, int observed) {
    double[] probability = new double[Arrays.stream(doubledRanks).sum() + 1];
    probability[0] = 1;
    for (int rank : doubledRanks) {
      for (int sum = probability.length - 1; sum >= 0; sum--) {
        double with = sum >= rank ? probability[sum - rank] : 0;
        probability[sum] = (probability[sum] + with) / 2;
      }
    }
    double atMost = Arrays.stream(probability, 0, observed + 1).sum();
    double atLeast = Arrays.stream(probability, observed, probability.length).sum();
    return Math.min(1, 2 * Math.min(atMost, atLeast));
  }

  private static double approximate(double n, double rankSum, double tieTerm) {
    double mean = n * (n + 1) / 4;
    double variance = n * (n + 1) * (2 * n + 1) / 24 - tieTerm / 48;
    double z = Math.max(0, Math.abs(rankSum - mean) - 0.5) / Math.sqrt(variance);
    return Erf.erfc(z / Math.sqrt(2));
  }
}
