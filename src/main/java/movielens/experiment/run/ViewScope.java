package movielens.experiment.run;

import java.util.Map;

/**
 * What a view ranks, and for whom.
 *
 * @param comparable whether its models may be compared: same people, same test items, same
 *     catalogue
 * @param models users and catalogue of each model in the view
 */
public record ViewScope(boolean comparable, Map<String, ModelScope> models) {
  /** Copies the map, keeping its order. */
  public ViewScope {
    models = Ordered.copy(models);
  }

  /**
   * What one model of a view ranks.
   *
   * @param users users that are evaluated
   * @param items size of the catalogue that is ranked
   */
  public record ModelScope(int users, int items) {}
}
