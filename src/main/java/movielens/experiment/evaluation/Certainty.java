package movielens.experiment.evaluation;

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
}
