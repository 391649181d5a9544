package movielens.experiment.evaluation;

import java.util.HashMap;
import java.util.Map;

/** Joins resamples of users with draws of seeds; see {@link JointResamples}. */
final class JointBootstrap {
  private final long seed;
  private final Map<Size, double[]> draws = new HashMap<>();

  /**
   * Draws the same whenever it has the same seed.
   *
   * @param seed of the draws
   */
  JointBootstrap(long seed) {
    this.seed = seed;
  }

  private record Size(int seeds, int resamples) {}

  /**
   * A mean over users and seeds.
   *
   * @param userResamples means of the users' means over seeds, in resamples of users
   */
  JointResamples ofMean(SeededValues values, double[] userResamples) {
    return new JointResamples(
        userResamples, values.seedError(), draws(values.seeds(), userResamples.length));
  }

  /**
   * The mean difference of two models. Their seeds are paired where they have as many each, or one
   * has one alone; else each has an error of its own, and the draws have the degrees of freedom of
   * the model with fewer seeds, which makes the interval rather too wide than too narrow.
   *
   * @param userResamples means of the users' differences, in resamples of users
   */
  JointResamples ofDifference(SeededValues a, SeededValues b, double[] userResamples) {
    if (a.seeds() == b.seeds() || a.seeds() == 1 || b.seeds() == 1) {
      return ofMean(a.minus(b), userResamples);
    }
    return new JointResamples(
        userResamples,
        Math.hypot(a.seedError(), b.seedError()),
        draws(Math.min(a.seeds(), b.seeds()), userResamples.length));
  }

  /** A coverage, or a difference in it. */
  JointResamples ofCoverage(Coverages coverages) {
    double[] recentred = coverages.recentred();
    return new JointResamples(
        recentred, coverages.seedError(), draws(coverages.perSeed().length, recentred.length));
  }

  private double[] draws(int seeds, int resamples) {
    return seeds == 1
        ? new double[resamples]
        : draws.computeIfAbsent(
            new Size(seeds, resamples), size -> StudentDraws.of(seeds - 1, resamples, seed));
  }
}
