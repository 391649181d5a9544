package movielens.experiment.run;

import java.util.Map;
import movielens.experiment.evaluation.SeededValues;

/**
 * How one model did for each user in one view under each seed.
 *
 * @param userIds original ids, ascending
 * @param values metric → one value per user and seed, users in the order of {@code userIds}
 */
public record UserValues(int[] userIds, Map<String, SeededValues> values) {
  /** Copies the map, keeping its order; the arrays are shared. */
  public UserValues {
    values = Ordered.copy(values);
  }
}
