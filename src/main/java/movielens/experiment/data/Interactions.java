package movielens.experiment.data;

import java.util.Arrays;
import java.util.stream.IntStream;
import movielens.experiment.files.DataException;
import tech.tablesaw.api.FloatColumn;
import tech.tablesaw.api.IntColumn;

/** Puts the ratings of a release into the chronological order that the experiment works on. */
public final class Interactions {
  private static final int EVENTS_PER_RUN = 1 << 18;

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
    IntColumn userIds = data.ratings().intColumn("userId");
    IdIndex users = IdIndex.of(userIds);
    boolean[] kept = kept(data.ratings().floatColumn("rating"), (float) minRating);
    int[] bounds = bounds(userIds, users, kept);
    int[] items = new int[bounds[bounds.length - 1]];
    int[] epochSeconds = new int[items.length];
    scatter(data, users, kept, bounds, items, epochSeconds);
    sortByTime(bounds, items, epochSeconds);
    return withoutDuplicates(users.ids(), bounds, items, epochSeconds, data.movies().rowCount());
  }

  /** Which rows are kept; empty where all are. */
  private static boolean[] kept(FloatColumn ratings, float minimum) {
    boolean[] kept = new boolean[ratings.size()];
    boolean all = true;
    for (int row = 0; row < kept.length; row++) {
      kept[row] = ratings.getFloat(row) >= minimum;
      all &= kept[row];
    }
    return all ? new boolean[0] : kept;
  }

  /** Events of user row u go to the positions bounds[u] ≤ p < bounds[u + 1]. */
  private static int[] bounds(IntColumn userIds, IdIndex users, boolean[] kept) {
    int[] bounds = new int[users.ids().length + 1];
    int rows = userIds.size();
    for (int row = 0; row < rows; row++) {
      if (kept.length == 0 || kept[row]) {
        bounds[users.rank(userIds.getInt(row)) + 1]++;
      }
    }
    for (int user = 0; user + 1 < bounds.length; user++) {
      bounds[user + 1] += bounds[user];
    }
    return bounds;
  }

  /** The second half of a counting sort by user, which keeps the order of the file. */
  private static void scatter(
      MovieLens data,
      IdIndex users,
      boolean[] kept,
      int[] bounds,
      int[] items,
      int[] epochSeconds) {
    IntColumn userIds = data.ratings().intColumn("userId");
    IntColumn movieIds = data.ratings().intColumn("movieId");
    IntColumn timestamps = data.ratings().intColumn("timestamp");
    int[] tableIds = data.movies().intColumn("movieId").asIntArray();
    IdIndex known = IdIndex.of(tableIds);
    int[] itemOfRank = new int[tableIds.length];
    for (int row = 0; row < tableIds.length; row++) {
      itemOfRank[known.rank(tableIds[row])] = row + 1;
    }
    int[] next = bounds.clone();
    int rows = userIds.size();
    for (int row = 0; row < rows; row++) {
      if (kept.length == 0 || kept[row]) {
        int position = next[users.rank(userIds.getInt(row))]++;
        items[position] = itemOfRank[known.rank(movieIds.getInt(row))];
        epochSeconds[position] = timestamps.getInt(row);
      }
    }
  }

  /** Users are shared out to threads in runs, each of some hundred thousand events. */
  private static void sortByTime(int[] bounds, int[] items, int[] epochSeconds) {
    int users = bounds.length - 1;
    int runs = Math.max(1, Math.min(users, items.length / EVENTS_PER_RUN));
    IntStream.range(0, runs)
        .parallel()
        .forEach(
            run -> {
              TimeSort sort = new TimeSort();
              int end = (int) ((long) users * (run + 1) / runs);
              for (int user = (int) ((long) users * run / runs); user < end; user++) {
                sort.sort(items, epochSeconds, bounds[user], bounds[user + 1]);
              }
            });
  }

  /** Moves what is kept together, in place; what lies behind it in the arrays belongs to nobody. */
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
        items,
        epochSeconds);
  }
}
