package movielens.experiment.run;

import java.util.List;
import movielens.experiment.evaluation.Interval;

/**
 * One metric of one model in one view.
 *
 * @param mean over seeds
 * @param sd standard deviation over seeds; NaN with one seed
 * @param perSeed the value of each seed, in the order of {@link RunResults#seeds}. A model that
 *     does not depend on the seed has the same value for each.
 * @param interval 95% interval of the mean over other users and other seeds; null in {@code
 *     as-published} beside other views, and in results of a program that did not ask
 */
public record MetricSummary(double mean, double sd, List<Double> perSeed, Interval interval) {
  /** Copies the list. */
  public MetricSummary {
    perSeed = List.copyOf(perSeed);
  }
}
