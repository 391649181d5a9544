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
