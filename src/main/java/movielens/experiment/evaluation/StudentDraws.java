package movielens.experiment.evaluation;

import java.util.SplittableRandom;
import org.apache.commons.math3.distribution.TDistribution;

/** Draws from Student's t, stratified: one from the middle of each of n equally likely parts. */
final class StudentDraws {
  private StudentDraws() {}

  /**
   * The draws, in random order.
   *
   * @param degreesOfFreedom positive
   * @param n how many
   * @param seed of the order
   */
  static double[] of(int degreesOfFreedom, int n, long seed) {
    TDistribution student = new TDistribution(null, degreesOfFreedom);
    double[] draws = new double[n];
    for (int i = 0; i < n / 2; i++) {
      draws[i] = student.inverseCumulativeProbability((i + 0.5) / n);
      draws[n - 1 - i] = -draws[i];
    }
    SplittableRandom random = new SplittableRandom(seed);
    for (int left = n; left > 1; left--) {
      int other = random.nextInt(left);
      double drawn = draws[other];
      draws[other] = draws[left - 1];
      draws[left - 1] = drawn;
    }
    return draws;
  }
}
