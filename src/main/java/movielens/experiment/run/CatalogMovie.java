package movielens.experiment.run;

import java.util.List;

/**
 * A movie of the catalogue: a line of {@code movies.csv}.
 *
 * @param movieId original id
 * @param title as the data has it
 * @param genres as the data has them, in their order; empty for a movie without genres
 * @param trainingEvents events in the training part, at least 1
 */
public record CatalogMovie(int movieId, String title, List<String> genres, int trainingEvents) {
  /** Copies the list. */
  public CatalogMovie {
    genres = List.copyOf(genres);
  }
}
