package movielens.experiment.run;

import movielens.experiment.evaluation.Certainty;
import movielens.experiment.evaluation.Interval;

/**
 * The paired difference of two models, each user averaged over seeds.
 *
 * @param view name of the view
 * @param metric name of the metric
 * @param a model whose mean is taken
 * @param b model whose mean is subtracted
 * @param difference mean over users of a − b
 * @param low lower end of the 95% bootstrap interval over users
 * @param high upper end
 * @param p two-sided Wilcoxon signed-rank p; NaN when it cannot be computed
 * @param pHolm Holm-corrected over the metrics
 * @param users number of pairs
 * @param primary whether this comparison answers the question; the others show a trend
 * @param certainty what other users and other seeds would say; null in results of a program that
 *     did not ask
 */
public record Comparison(
    String view,
    String metric,
    String a,
    String b,
    double difference,
    double low,
    double high,
    double p,
    double pHolm,
    int users,
    boolean primary,
    Certainty certainty) {

  private static final double SIGNIFICANT = 0.05;

  /** The interval over users and seeds; of an older program, that over users. */
  public Interval shownInterval() {
    return certainty == null ? new Interval(low, high) : certainty.interval();
  }

  /** p of the sign-flip test; of an older program, of Wilcoxon's. */
  public double shownP() {
    return certainty == null ? p : certainty.pSignFlip();
  }

  /** Whether the interval contains 0, or there is none. */
  public boolean inconclusive() {
    return !(shownInterval().low() > 0 || shownInterval().high() < 0);
  }

  /**
   * 1 where a is higher for certain, −1 where b is, 0 where it is open: the interval holds 0, or
   * the test does not confirm it. What is not the primary comparison must be confirmed by the p
   * that is corrected over the metrics too. Where there is no test, as for coverage, the interval
   * decides.
   */
  public int side() {
    boolean corrected = certainty == null || !primary;
    if (inconclusive() || shownP() >= SIGNIFICANT || (corrected && pHolm >= SIGNIFICANT)) {
      return 0;
    }
    return shownInterval().low() > 0 ? 1 : -1;
  }

  /** Whether it is certain that the difference is smaller than the margin. */
  public boolean equivalent() {
    return certainty != null && certainty.pEquivalence() < SIGNIFICANT;
  }
}
