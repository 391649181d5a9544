package movielens.experiment.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * A MovieLens release as it was read, before any ordering or filtering.
 *
 * @param name short name of the release or folder, e.g. {@code ml-1m}
 * @param fingerprint SHA-256 over the content of the ratings and movies files, lower-case hex
 * @param synthetic whether the data says of itself that it was generated
 * @param ratings columns userId INTEGER, movieId INTEGER, rating FLOAT, timestamp INTEGER (seconds
 *     since 1970), in file order
 * @param movies columns movieId INTEGER, title STRING, genres STRING (joined by {@code |}; empty
 *     for a movie without genres)
 * @param remarks a line each on how files were understood that are not of the official form, and on
 *     genre names that look wrong
 */
public record MovieLens(
    String name,
    String fingerprint,
    boolean synthetic,
    Table ratings,
    Table movies,
    List<String> remarks) {

  /** Ratings above this are refused; MovieLens' own end at 5. */
  public static final int MAX_RATING = 100;

  /** Number of events as read, duplicates included. */
  public int events() {
    return ratings.rowCount();
  }

  /** Number of users with at least one event. */
  public int users() {
    return IdIndex.of(ratings.intColumn("userId")).ids().length;
  }

  /** Ids of all movies, rated or not, ascending. */
  public int[] movieIds() {
    int[] ids = movies.intColumn("movieId").asIntArray();
    Arrays.sort(ids);
    return ids;
  }

  /** The title that stands for a movie which occurs in the ratings file only. */
  public static String titleOfUnlisted(int movieId) {
    return "movie " + movieId;
  }

  /**
   * Number of movies that occur in the ratings file but not in the movies file. They follow the
   * others in {@link #movies}, with the title {@code movie <id>} and without genres.
   */
  public int unlistedMovies() {
    IntColumn ids = movies.intColumn("movieId");
    StringColumn titles = movies.stringColumn("title");
    int row = movies.rowCount();
    while (row > 0 && titles.get(row - 1).equals(titleOfUnlisted(ids.getInt(row - 1)))) {
      row--;
    }
    return movies.rowCount() - row;
  }

  /** {@link #remarks}, and a line about movies that have no entry in the movies file. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>(remarks);
    int unlisted = unlistedMovies();
    if (unlisted > 0) {
      warnings.add(
          name
              + ": "
              + unlisted
              + (unlisted == 1 ? " rated movie is" : " rated movies are")
              + " not in the movies file; kept by id, without title or genres");
    }
    return List.copyOf(warnings);
  }
}
