package movielens.experiment.run;

import java.io.IOException;

/** Takes the lines of {@code recommendations.csv.gz}. */
@FunctionalInterface
public interface RecommendationRows {
  /**
   * Appends a line.
   *
   * @param seed the seed
   * @param view name of the view
   * @param model label of the model
   * @param userId original id
   * @param rank 1-based
   * @param movieId original id
   * @param score what the model ranked by
   */
  void add(long seed, String view, String model, int userId, int rank, int movieId, float score)
      throws IOException;
}
