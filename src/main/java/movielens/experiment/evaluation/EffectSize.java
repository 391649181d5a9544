package movielens.experiment.evaluation;

/**
 * How large a paired difference is, whatever its certainty.
 *
 * @param dz mean difference over the standard deviation of the users' differences (divisor n − 1):
 *     Cohen's d_z, "Statistical Power Analysis", 1988, section 2.3.5; NaN where they do not differ
 *     from each other, or there is one alone
 * @param better share of users with a positive difference, in [0, 1]
 * @param worse share of users with a negative difference
 * @param same share of users without a difference
 */
public record EffectSize(double dz, double better, double worse, double same) {
  /** Differences up to this are none: averages over seeds carry rounding errors. */
  static final double RESOLUTION = 1e-12;

  /** Where there is no value per user. */
  static final EffectSize UNKNOWN = new EffectSize(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

  /**
   * The effect in some differences.
   *
   * @param differences one per user, at least one
   */
  public static EffectSize of(double[] differences) {
    int better = 0;
    int worse = 0;
    for (double difference : differences) {
      better += difference > RESOLUTION ? 1 : 0;
      worse += difference < -RESOLUTION ? 1 : 0;
    }
    double users = differences.length;
    SeedSummary spread = SeedSummary.of(differences);
    return new EffectSize(
        spread.sd() > RESOLUTION ? spread.mean() / spread.sd() : Double.NaN,
        better / users,
        worse / users,
        (users - better - worse) / users);
  }
}
