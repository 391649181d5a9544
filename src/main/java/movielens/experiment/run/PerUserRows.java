package movielens.experiment.run;

import java.io.IOException;

/** Takes the lines of {@code per_user.csv.gz}. */
@FunctionalInterface
public interface PerUserRows {
  /**
   * Appends a line.
   *
   * @param seed the seed
   * @param view name of the view
   * @param model label of the model
   * @param userId original id
   * @param metric name of the metric
   * @param value the user's value
   */
  void add(long seed, String view, String model, int userId, String metric, double value)
      throws IOException;
}
