package movielens.experiment.run;

import java.util.List;

/**
 * One metric of one model in one view.
 *
 * @param mean over seeds
 * @param sd standard deviation over seeds; NaN with one seed
 * @param perSeed the value of each seed, in the order of {@link RunResults#seeds}. A model that
 *     does not depend on the seed has the same value for each.
 */
public record MetricSummary(double mean, double sd, List<Double> perSeed) {
  /** Copies the list. */
  public MetricSummary {
    perSeed = List.copyOf(perSeed);
  }
}
