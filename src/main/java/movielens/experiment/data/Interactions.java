package movielens.experiment.data;

import java.util.Arrays;
import tech.tablesaw.api.FloatColumn;

/** Puts the ratings of a release into the chronological order that the experiment works on. */
public final class Interactions {
  private static final int LEFT_OUT = -1;

  private Interactions() {}

  /**
   * Each user's events by (timestamp, position in the file), the earliest only where a user has
   * several of a movie. User rows ascend by user id; users without an event are left out.
   *
   * <p>There is no catalogue yet: item {@code i} of this log is row {@code i − 1} of {@link
   * MovieLens#movies}, so that 0 remains no item here too.
   *
   * @param minRating events rated lower are left out, in the units of the ratings file
   * @throws DataException when no event is left
   */
  public static InteractionLog chronological(MovieLens data, double minRating) {
    int[] fileUsers = data.ratings().intColumn("userId").asIntArray();
    IdIndex users = IdIndex.of(fileUsers);
    int[] userRows = fileUsers;
    FloatColumn ratings = data.ratings().floatColumn("rating");
    float minimum = (float) minRating;
    for (int event = 0; event < userRows.length; event++) {
      userRows[event] =
          ratings.getFloat(event) >= minimum ? users.rank(fileUsers[event]) : LEFT_OUT;
    }
    int[] bounds = bounds(userRows, users.ids().length);
    int[] epochSeconds =
        scatter(data.ratings().intColumn("timestamp").asIntArray(), userRows, bounds);
    int[] items =
        scatter(itemsOf(data.ratings().intColumn("movieId").asIntArray(), data), userRows, bounds);
    for (int user = 0; user + 1 < bounds.length; user++) {
      sortByTime(items, epochSeconds, bounds[user], bounds[user + 1]);
    }
    return withoutDuplicates(users.ids(), bounds, items, epochSeconds, data.movies().rowCount());
  }

  /** Movie ids become 1-based rows of the movies table, in place. */
  private static int[] itemsOf(int[] movieIds, MovieLens data) {
    int[] tableIds = data.movies().intColumn("movieId").asIntArray();
    IdIndex known = IdIndex.of(tableIds);
    int[] itemOfRank = new int[known.ids().length];
    for (int row = 0; row < tableIds.length; row++) {
      itemOfRank[known.rank(tableIds[row])] = row + 1;
    }
    for (int event = 0; event < movieIds.length; event++) {
      movieIds[event] = itemOfRank[known.rank(movieIds[event])];
    }
    return movieIds;
  }

  /** Events of user row u go to the positions bounds[u] ≤ p < bounds[u + 1]. */
  private static int[] bounds(int[] userRows, int users) {
    int[] bounds = new int[users + 1];
    for (int user : userRows) {
      if (user != LEFT_OUT) {
        bounds[user + 1]++;
      }
    }
    for (int user = 0; user < users; user++) {
      bounds[user + 1] += bounds[user];
    }
    return bounds;
  }

  /** The second half of a counting sort by user, which keeps the order of the file. */
  private static int[] scatter(int[] values, int[] userRows, int[] bounds) {
    int[] next = bounds.clone();
    int[] scattered = new int[bounds[bounds.length - 1]];
    for (int event = 0; event < values.length; event++) {
      int user = userRows[event];
      if (user != LEFT_OUT) {
        scattered[next[user]++] = values[event];
      }
    }
    return scattered;
  }

  /**
   * Sorts one user's events by (time, present position). The position is part of the key, so that
   * keys are distinct and any sort of them is stable.
   */
  private static void sortByTime(int[] items, int[] epochSeconds, int from, int to) {
    if (isAscending(epochSeconds, from, to)) {
      return;
    }
    long[] keys = new long[to - from];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = (long) epochSeconds[from + i] << 32 | i;
    }
    Arrays.sort(keys);
    int[] unsorted = Arrays.copyOfRange(items, from, to);
    for (int i = 0; i < keys.length; i++) {
      items[from + i] = unsorted[(int) keys[i]];
      epochSeconds[from + i] = (int) (keys[i] >>> 32);
    }
  }

  private static boolean isAscending(int[] values, int from, int to) {
    for (int p = from + 1; p < to; p++) {
      if (values[p - 1] > values[p]) {
        return false;
      }
    }
    return true;
  }

  private static InteractionLog withoutDuplicates(
      int[] userIds, int[] bounds, int[] items, int[] epochSeconds, int movies) {
    int[] ids = new int[userIds.length];
    int[] starts = new int[userIds.length];
    int[] ends = new int[userIds.length];
    int[] lastUserOfItem = new int[movies + 1];
    int users = 0;
    int kept = 0;
    for (int user = 0; user < userIds.length; user++) {
      int start = kept;
      for (int p = bounds[user]; p < bounds[user + 1]; p++) {
        if (lastUserOfItem[items[p]] != user + 1) {
          lastUserOfItem[items[p]] = user + 1;
          items[kept] = items[p];
          epochSeconds[kept++] = epochSeconds[p];
        }
      }
      if (kept > start) {
        ids[users] = userIds[user];
        starts[users] = start;
        ends[users++] = kept;
      }
    }
    if (users == 0) {
      throw new DataException("no rating is left; lower --min-rating");
    }
    return new InteractionLog(
        Arrays.copyOf(ids, users),
        Arrays.copyOf(starts, users),
        Arrays.copyOf(ends, users),
        Arrays.copyOf(items, kept),
        Arrays.copyOf(epochSeconds, kept));
  }
}
