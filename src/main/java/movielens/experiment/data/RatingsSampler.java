package movielens.experiment.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import movielens.experiment.files.DataException;
import tech.tablesaw.api.FloatColumn;
import tech.tablesaw.api.IntColumn;

/** Cuts a smaller release out of one: some of its users, whole. */
public final class RatingsSampler {
  /** The note beside a sample that says where it is from. */
  static final String NOTE = "SAMPLE.txt";

  private RatingsSampler() {}

  /**
   * Draws users uniformly and writes all their ratings, in the order of the file, and the movies
   * that they rated; original ids, official csv format. A sample of synthetic data is marked
   * synthetic too.
   *
   * @param data the release to cut from
   * @param users how many users to draw, from 1 to all of the release
   * @param seed the same release, number and seed give the same sample
   * @param folder is created
   * @throws IllegalArgumentException when the release has fewer users
   * @throws DataException when a release lies in the folder already, or writing fails
   */
  public static void write(MovieLens data, int users, long seed, Path folder) {
    int[] userIds = data.ratings().intColumn("userId").asIntArray();
    IdIndex index = IdIndex.of(userIds);
    if (users < 1 || users > index.ids().length) {
      throw new IllegalArgumentException(
          "a sample of "
              + users
              + " users; give --users from 1 to the "
              + index.ids().length
              + " of "
              + data.name());
    }
    boolean[] chosen = choose(index.ids().length, users, seed);
    boolean[] rows = new boolean[userIds.length];
    for (int row = 0; row < rows.length; row++) {
      rows[row] = chosen[index.rank(userIds[row])];
    }
    CsvReleaseWriter writer = new CsvReleaseWriter(folder);
    writer.writeText(NOTE, note(data, users, seed));
    if (data.synthetic()) {
      writer.writeText(
          ReleaseFormat.SYNTHETIC_MARKER,
          "SYNTHETIC DATA. No person rated these films.\n\n" + note(data, users, seed));
    }
    writer.writeMovies(ratedMovies(data, rows));
    writeRatings(data, rows, writer);
  }

  /** The first draws of a shuffle. */
  private static boolean[] choose(int users, int count, long seed) {
    Draw draw = Draw.of(seed, "sample", 0);
    int[] order = new int[users];
    Arrays.setAll(order, user -> user);
    boolean[] chosen = new boolean[users];
    for (int i = 0; i < count; i++) {
      int j = i + draw.below(users - i);
      chosen[order[j]] = true;
      order[j] = order[i];
    }
    return chosen;
  }

  private static List<MovieRow> ratedMovies(MovieLens data, boolean[] rows) {
    IntColumn ratedIds = data.ratings().intColumn("movieId");
    IntColumn movieIds = data.movies().intColumn("movieId");
    IdIndex index = IdIndex.of(movieIds.asIntArray());
    boolean[] rated = new boolean[index.ids().length];
    for (int row = 0; row < rows.length; row++) {
      if (rows[row]) {
        rated[index.rank(ratedIds.getInt(row))] = true;
      }
    }
    List<MovieRow> movies = new ArrayList<>();
    for (int row = 0; row < movieIds.size(); row++) {
      if (rated[index.rank(movieIds.getInt(row))]) {
        movies.add(
            new MovieRow(
                movieIds.getInt(row),
                data.movies().stringColumn("title").get(row),
                data.movies().stringColumn("genres").get(row)));
      }
    }
    return movies;
  }

  private static void writeRatings(MovieLens data, boolean[] rows, CsvReleaseWriter writer) {
    IntColumn userIds = data.ratings().intColumn("userId");
    IntColumn movieIds = data.ratings().intColumn("movieId");
    FloatColumn ratings = data.ratings().floatColumn("rating");
    IntColumn epochSeconds = data.ratings().intColumn("timestamp");
    writer.writeRatings(
        sink -> {
          for (int row = 0; row < rows.length; row++) {
            if (rows[row]) {
              sink.write(
                  userIds.getInt(row),
                  movieIds.getInt(row),
                  ratings.getFloat(row),
                  epochSeconds.getInt(row));
            }
          }
        });
  }

  private static String note(MovieLens data, int users, long seed) {
    return "Users drawn from "
        + data.name()
        + " (SHA-256 "
        + data.fingerprint()
        + ")\n"
        + "Made by: experiment data sample --from "
        + data.name()
        + " --users "
        + users
        + " --seed "
        + seed
        + "\n"
        + (data.synthetic() ? "" : "The terms of the release, in its README, hold for it too.\n");
  }
}
