package movielens.experiment.evaluation;

import java.util.Optional;

/**
 * How sure a paired difference is when users and seeds are both a sample of what might have been.
 *
 * @param interval 95% interval from users and seeds resampled together; with one seed, or models
 *     without seeds, it speaks of other users alone
 * @param pSignFlip two-sided p of the sign-flip test of the users' mean difference, each user
 *     averaged over seeds; NaN for {@link Metric#P90_COVERAGE}, which has no value per user
 * @param pEquivalence p of two one-sided tests that the difference is beyond the margin, from the
 *     same resamples as the interval; NaN for a metric that describes and does not judge
 * @param effect how large the difference is beside the differences of the users
 */
public record Certainty(
    Interval interval, double pSignFlip, double pEquivalence, EffectSize effect) {
  /** Of a comparison that was made by a program that did not ask. */
  public static final Certainty UNKNOWN =
      new Certainty(
          new Interval(Double.NaN, Double.NaN), Double.NaN, Double.NaN, EffectSize.UNKNOWN);

  /**
   * How sure a difference of users' means is.
   *
   * @param metric of which it is; empty for one that this version does not know, which has no range
   *     and no margin
   * @param differences one per user, each averaged over seeds
   * @param joined what their mean might have been
   * @param margin a difference below it, in a metric from 0 to 1, is none that matters
   * @param pSignFlip of the differences
   */
  static Certainty of(
      Optional<Metric> metric,
      double[] differences,
      JointResamples joined,
      double margin,
      double pSignFlip) {
    Interval interval = joined.interval();
    return new Certainty(
        metric.map(Metric::rangeOfDifferences).map(interval::within).orElse(interval),
        pSignFlip,
        metric.filter(Metric::higherIsBetter).isPresent()
            ? joined.pEquivalence(margin)
            : Double.NaN,
        EffectSize.of(differences));
  }
}
