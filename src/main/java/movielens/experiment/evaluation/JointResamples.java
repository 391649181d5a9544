package movielens.experiment.evaluation;

import java.util.Arrays;

/**
 * What a mean might have been with other users and other seeds. Users are resampled. Seeds are too
 * few for that: three of them have ten different resamples, whose variance is a third too small. So
 * each resample of users is moved by a draw from Student's t with one degree of freedom less than
 * there are seeds, times the standard error over seeds; that is Fisher's answer to the problem of
 * Behrens and Fisher ("The Fiducial Argument in Statistical Inference", Annals of Eugenics 1935).
 * Tests simulate how often the interval holds the truth. Without seeds it is the interval over
 * users.
 */
final class JointResamples {
  private final double[] values;

  /**
   * Joins the two.
   *
   * @param userResamples the mean in resamples of the users
   * @param seedError its standard error over seeds
   * @param draws from Student's t, one per resample
   */
  JointResamples(double[] userResamples, double seedError, double[] draws) {
    values = new double[userResamples.length];
    Arrays.setAll(values, r -> userResamples[r] + seedError * draws[r]);
  }

  /** The 95% interval. */
  Interval interval() {
    return Interval.of(values);
  }

  /**
   * The larger p of two one-sided tests: that the value is at least {@code margin}, and that it is
   * at most −{@code margin}. Small when it is neither, and so no more than the margin either way.
   * Schuirmann, Journal of Pharmacokinetics and Biopharmaceutics 1987.
   *
   * @param margin positive
   * @return in (0, 1]
   */
  double pEquivalence(double margin) {
    long above = Arrays.stream(values).filter(value -> value >= margin).count();
    long below = Arrays.stream(values).filter(value -> value <= -margin).count();
    return (1.0 + Math.max(above, below)) / (1.0 + values.length);
  }
}
