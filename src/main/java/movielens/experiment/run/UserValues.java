package movielens.experiment.run;

import java.util.Map;

/**
 * How one model did for each user in one view, each user averaged over the run's seeds.
 *
 * @param userIds original ids, ascending
 * @param means metric → one value per user, in the order of {@code userIds}
 */
public record UserValues(int[] userIds, Map<String, double[]> means) {
  /** Copies the map, keeping its order; the arrays are shared. */
  public UserValues {
    means = Ordered.copy(means);
  }
}
