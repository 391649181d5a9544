package movielens.experiment.run;

import movielens.experiment.evaluation.Metric;

/**
 * By what a run was judged.
 *
 * @param primaryMetric the metric that answers the question; the others show a trend
 * @param primaryShare the slice that answers it has power users with more than this share of genre
 *     events; slices with another share show a trend
 * @param margin a smaller difference, in a metric from 0 to 1, is none that matters
 * @param laterDays days after the last training event from which a test event counts in the view
 *     {@code later}
 */
public record Judging(String primaryMetric, double primaryShare, double margin, double laterDays) {
  /** What is asked unless another margin or other days are given. */
  public static final Judging USUAL = new Judging(Metric.RECALL.label(), 0.5, 0.01, 1);
}
