package movielens.experiment.evaluation;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Paired permutation test that differences have the mean 0: were the two models alike, each
 * difference could as well have the other sign. p is the share of sign patterns whose mean is at
 * least as far from 0 as the observed one. Unlike Wilcoxon's test it asks of the mean, as the
 * intervals do. Fisher, "The Design of Experiments", 1935, section 21; for ranked lists Smucker,
 * Allan and Carterette, CIKM 2007.
 */
public final class SignFlips {
  /**
   * Differences up to this are none, and sums are equal up to this share of the largest: averages
   * over seeds carry rounding errors.
   */
  private static final double RESOLUTION = 1e-12;

  /** Absolute differences other than zero; the sign of a zero changes nothing. */
  private final double[] magnitudes;

  private final double total;

  /** How far from 0 a sum must be to count. */
  private final double observed;

  private SignFlips(double[] differences) {
    double[] others = Arrays.stream(differences).filter(d -> Math.abs(d) > RESOLUTION).toArray();
    magnitudes = Arrays.stream(others).map(Math::abs).toArray();
    total = Arrays.stream(magnitudes).sum();
    observed = Math.abs(Arrays.stream(others).sum()) - RESOLUTION * total;
  }

  /**
   * The two-sided p. All patterns are counted where there are not more than {@code flips}; else so
   * many are drawn, and the observed one counts as one of them, which keeps p valid (Phipson and
   * Smyth, SAGMB 2010).
   *
   * @param differences one per pair
   * @param flips how many patterns at most, positive
   * @param seed of the patterns that are drawn
   * @return in (0, 1]; 1 when all differences are zero
   */
  public static double twoSidedP(double[] differences, int flips, long seed) {
    if (flips < 1) {
      throw new IllegalArgumentException("flips must be positive: " + flips);
    }
    SignFlips test = new SignFlips(differences);
    int n = test.magnitudes.length;
    if (n < Integer.SIZE - 1 && 1 << n <= flips) {
      int patterns = 1 << n;
      return (double) test.asFar(IntStream.range(0, patterns), p -> () -> p) / patterns;
    }
    long[] seeds = new SplittableRandom(seed).longs(flips).toArray();
    long asFar =
        test.asFar(IntStream.range(0, flips), f -> new SplittableRandom(seeds[f])::nextLong);
    return (1.0 + asFar) / (1.0 + flips);
  }

  /** Signs, 64 at a time. */
  @FunctionalInterface
  private interface Signs {
    long next();
  }

  /** The signs of a pattern. */
  @FunctionalInterface
  private interface Patterns {
    Signs of(int pattern);
  }

  private long asFar(IntStream patterns, Patterns signs) {
    return patterns.parallel().filter(p -> Math.abs(sum(signs.of(p))) >= observed).count();
  }

  /** The sum when every magnitude whose bit is set is negative. */
  private double sum(Signs signs) {
    double negative = 0;
    for (int from = 0; from < magnitudes.length; from += Long.SIZE) {
      int to = Math.min(from + Long.SIZE, magnitudes.length);
      long bits = signs.next();
      for (int i = from; i < to; i++) {
        negative += (bits & 1) * magnitudes[i];
        bits >>>= 1;
      }
    }
    return total - 2 * negative;
  }
}
