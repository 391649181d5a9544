package movielens.experiment.data.reading;

/**
 * A recommended movie of a file of lists, as it is written there.
 *
 * @param line where it is, from 1
 * @param model whose list it is in; empty where the file has no such column
 * @param view that the list is for; empty where the file has no such column
 * @param seed of the model; 0 where the file has no such column
 * @param userId whose list it is in
 * @param movieId what is recommended
 * @param score by what the model ranked; NaN where the file has no such column, or no finite number
 *     in it
 * @param rank place in the list, from 0 or 1; {@link #NO_RANK} where the file has no such column,
 *     or no whole number in it
 */
public record ListRow(
    long line,
    String model,
    String view,
    long seed,
    int userId,
    int movieId,
    double score,
    int rank) {
  /** In the place of a rank that is not there. */
  public static final int NO_RANK = -1;
}
