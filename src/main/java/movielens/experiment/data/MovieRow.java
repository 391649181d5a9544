package movielens.experiment.data;

/**
 * One movie as its file tells it.
 *
 * @param genres joined by {@code |}, empty for none
 */
public record MovieRow(int movieId, String title, String genres) {}
