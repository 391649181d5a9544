package movielens.experiment.run;

/**
 * The paired difference of two models, each user averaged over seeds.
 *
 * @param view name of the view
 * @param metric name of the metric
 * @param a model whose mean is taken
 * @param b model whose mean is subtracted
 * @param difference mean over users of a − b
 * @param low lower end of the 95% bootstrap interval
 * @param high upper end
 * @param p two-sided Wilcoxon signed-rank p; NaN when it cannot be computed
 * @param pHolm Holm-corrected over the metrics
 * @param users number of pairs
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
    int users) {

  /** Whether the interval contains 0, or there is none. */
  public boolean inconclusive() {
    return !(low > 0 || high < 0);
  }
}
