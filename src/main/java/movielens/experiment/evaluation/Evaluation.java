package movielens.experiment.evaluation;

import java.util.Map;

/**
 * How one recommender did on one panel.
 *
 * @param panel who and what it was judged on
 * @param top its best 50 items for each user of the panel, as item indices of the panel's catalogue
 * @param perUser for each per-user metric one value per user of the panel
 * @param coverage spread of its top 10 over the catalogue
 */
public record Evaluation(Panel panel, TopK top, Map<Metric, double[]> perUser, Coverage coverage) {

  /** Keeps an unmodifiable copy of the map; the arrays are shared. */
  public Evaluation {
    perUser = Map.copyOf(perUser);
  }

  /**
   * One value per user, in the order of {@code panel().userIds()}; not a copy.
   *
   * @throws IllegalArgumentException for a metric that is not per user
   */
  public double[] perUser(Metric metric) {
    double[] values = perUser.get(metric);
    if (values == null) {
      throw new IllegalArgumentException(metric.label() + " has no value per user");
    }
    return values;
  }

  /** The metric of the recommender: the mean over users, or the one value of all users. */
  public double value(Metric metric) {
    return metric.perUser() ? mean(perUser(metric)) : coverage.p90();
  }

  /** Arithmetic mean, summed in order; NaN when there are no values. */
  static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
