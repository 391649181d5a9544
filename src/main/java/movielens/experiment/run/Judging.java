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
  /** The question as it was put beforehand. */
  public static Judging of(double margin, double laterDays) {
    return new Judging(Metric.RECALL.label(), 0.5, margin, laterDays);
  }
}
