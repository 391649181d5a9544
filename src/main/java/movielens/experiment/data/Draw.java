package movielens.experiment.data;

import java.util.SplittableRandom;

/** Random draws that are the same on every machine. */
public final class Draw {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private final SplittableRandom random;

  private Draw(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** An own stream for one purpose and one user or movie, so that streams do not shift others. */
  public static Draw of(long seed, String purpose, int index) {
    long mixed = new SplittableRandom(seed ^ ((long) purpose.hashCode() << 32)).nextLong();
    return new Draw(mixed + GOLDEN * (index + 1L));
  }

  /** Uniform in [0, 1). */
  public double uniform() {
    return random.nextDouble();
  }

  /** Uniform in 0 … bound − 1. */
  public int below(int bound) {
    return random.nextInt(bound);
  }

  public boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /** Exponential with mean 1. */
  public double exponential() {
    return -StrictMath.log(1 - random.nextDouble());
  }

  /** Standard normal, by Box and Muller. */
  public double gaussian() {
    return StrictMath.sqrt(2 * exponential()) * StrictMath.cos(2 * Math.PI * random.nextDouble());
  }

  /**
   * An index with a probability proportional to its weight.
   *
   * @param cumulative ascending sums of the weights of {@code 0 … count − 1}
   */
  public int index(double[] cumulative, int count) {
    return indexAt(random.nextDouble(), cumulative, count);
  }

  /** The index at a fraction in [0, 1) of all weight. */
  public static int indexAt(double fraction, double[] cumulative, int count) {
    double target = fraction * cumulative[count - 1];
    int low = 0;
    int high = count - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (cumulative[middle] > target) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
