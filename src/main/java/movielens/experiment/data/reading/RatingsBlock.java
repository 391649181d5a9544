package movielens.experiment.data.reading;

import java.util.Arrays;

/** The rows of one block of a ratings file, in the order of the file, as growing columns. */
final class RatingsBlock {
  int[] userIds;
  int[] movieIds;
  float[] ratings;
  int[] epochSeconds;
  int rows;

  /** Whether a line was refused; the rows before it are those of the block. */
  boolean refused;

  RatingsBlock(int expectedRows) {
    userIds = new int[expectedRows];
    movieIds = new int[expectedRows];
    ratings = new float[expectedRows];
    epochSeconds = new int[expectedRows];
  }

  void add(int userId, int movieId, float rating, int epochSecond) {
    if (rows == userIds.length) {
      resize(rows + (rows >> 1) + 16);
    }
    userIds[rows] = userId;
    movieIds[rows] = movieId;
    ratings[rows] = rating;
    epochSeconds[rows++] = epochSecond;
  }

  /** Starts anew in the same memory. */
  void clear() {
    rows = 0;
    refused = false;
  }

  /** A copy whose columns end with the last row. */
  RatingsBlock copy() {
    RatingsBlock copy = new RatingsBlock(0);
    copy.userIds = Arrays.copyOf(userIds, rows);
    copy.movieIds = Arrays.copyOf(movieIds, rows);
    copy.ratings = Arrays.copyOf(ratings, rows);
    copy.epochSeconds = Arrays.copyOf(epochSeconds, rows);
    copy.rows = rows;
    copy.refused = refused;
    return copy;
  }

  /**
   * Hands out a column of a {@link #copy}, whose length is the number of rows, and lets go of it.
   */
  int[] takeUserIds() {
    int[] taken = userIds;
    userIds = new int[0];
    return taken;
  }

  int[] takeMovieIds() {
    int[] taken = movieIds;
    movieIds = new int[0];
    return taken;
  }

  float[] takeRatings() {
    float[] taken = ratings;
    ratings = new float[0];
    return taken;
  }

  int[] takeEpochSeconds() {
    int[] taken = epochSeconds;
    epochSeconds = new int[0];
    return taken;
  }

  private void resize(int capacity) {
    userIds = Arrays.copyOf(userIds, capacity);
    movieIds = Arrays.copyOf(movieIds, capacity);
    ratings = Arrays.copyOf(ratings, capacity);
    epochSeconds = Arrays.copyOf(epochSeconds, capacity);
  }
}
