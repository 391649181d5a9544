package movielens.experiment.data;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Events of users in chronological order, as primitive arrays. The events of user row {@code u} are
 * the positions {@code start(u) ≤ p < end(u)} of two shared arrays. Logs that are parts of each
 * other (fit, training, test …) are views: they share the event arrays and differ in their bounds
 * only.
 *
 * <p>Item indices are those of one {@link Catalog}: 1…V, and 0 for an event whose movie is not in
 * it.
 */
public final class InteractionLog {
  private final int[] userIds;
  private final int[] starts;
  private final int[] ends;
  private final int[] items;
  private final int[] epochSeconds;
  private final int[] requestSeconds;
  private final long events;

  /**
   * Wraps the arrays; they are not copied and must not change afterwards.
   *
   * @param userIds original user ids, strictly ascending, one per user row
   * @param starts first position of each user row
   * @param ends one past the last position of each user row
   * @param items item index of each position
   * @param epochSeconds time of each position, ascending within a user; may be longer than {@code
   *     items}
   */
  public InteractionLog(int[] userIds, int[] starts, int[] ends, int[] items, int[] epochSeconds) {
    this(userIds, starts, ends, items, epochSeconds, lastSeconds(starts, ends, epochSeconds));
  }

  private InteractionLog(
      int[] userIds,
      int[] starts,
      int[] ends,
      int[] items,
      int[] epochSeconds,
      int[] requestSeconds) {
    if (starts.length != userIds.length
        || ends.length != userIds.length
        || items.length > epochSeconds.length) {
      throw new IllegalArgumentException("bounds or events of different lengths");
    }
    this.userIds = userIds;
    this.starts = starts;
    this.ends = ends;
    this.items = items;
    this.epochSeconds = epochSeconds;
    this.requestSeconds = requestSeconds;
    long count = 0;
    for (int row = 0; row < userIds.length; row++) {
      count += ends[row] - starts[row];
    }
    this.events = count;
  }

  private static int[] lastSeconds(int[] starts, int[] ends, int[] epochSeconds) {
    int[] seconds = new int[ends.length];
    for (int row = 0; row < ends.length; row++) {
      seconds[row] = ends[row] > starts[row] ? epochSeconds[ends[row] - 1] : 0;
    }
    return seconds;
  }

  /**
   * The same log with the moments that recommendations after it are for.
   *
   * @param seconds of each user row, not before its last event
   */
  public InteractionLog askedAt(int[] seconds) {
    return new InteractionLog(userIds, starts, ends, items, epochSeconds, seconds);
  }

  /** Number of user rows, those without events included. */
  public int users() {
    return userIds.length;
  }

  /** Number of events of all users. */
  public long events() {
    return events;
  }

  /** Original id of a user row. */
  public int userId(int userRow) {
    return userIds[userRow];
  }

  /** Row of the user with this original id, or a negative number. */
  public int rowOf(int userId) {
    return Arrays.binarySearch(userIds, userId);
  }

  /** First position of a user's events. */
  public int start(int userRow) {
    return starts[userRow];
  }

  /** One past the last position of a user's events. */
  public int end(int userRow) {
    return ends[userRow];
  }

  /** Number of a user's events. */
  public int size(int userRow) {
    return ends[userRow] - starts[userRow];
  }

  /** Item index at a position, 0 for a movie outside the catalogue. */
  public int item(int position) {
    return items[position];
  }

  /** Time at a position, in seconds since 1970. */
  public int epochSecond(int position) {
    return epochSeconds[position];
  }

  /**
   * The moment that recommendations after a user's events are for: that of the user's next event
   * where there is one in another part of a split, else that of the last.
   */
  public int requestSecond(int userRow) {
    return requestSeconds[userRow];
  }

  /**
   * Time from an event to the user's next one in this log, and from the last to the request.
   *
   * @param position of an event of {@code userRow}
   * @return not negative
   */
  public int secondsToNext(int userRow, int position) {
    int next = position + 1 < ends[userRow] ? epochSeconds[position + 1] : requestSeconds[userRow];
    return next - epochSeconds[position];
  }

  /** A user's items in chronological order, as a new array. */
  public int[] itemsOf(int userRow) {
    return Arrays.copyOfRange(items, starts[userRow], ends[userRow]);
  }

  /**
   * A part of each user's events under other item indices; shares the times.
   *
   * @param from first position of each user row
   * @param to one past the last position of each user row
   * @param itemAt item index of each position of this log that is in a part
   */
  InteractionLog part(int[] from, int[] to, int[] itemAt) {
    return new InteractionLog(userIds, from, to, itemAt, epochSeconds);
  }

  /**
   * The last events of each user; shares the event arrays.
   *
   * @param from first position of each user row that is kept, at most {@link #end}
   */
  public InteractionLog beginningAt(int[] from) {
    return new InteractionLog(userIds, from, ends, items, epochSeconds, requestSeconds);
  }

  /**
   * For each user the events from the first one on that comes some time after the user's last event
   * of another log; shares the event arrays.
   *
   * @param history has all users of this log
   * @param seconds least time from a user's last event there, not negative; of a user without one
   *     no event is kept
   * @throws IllegalArgumentException when {@code history} misses a user
   */
  public InteractionLog laterThan(InteractionLog history, long seconds) {
    int[] from = new int[users()];
    for (int row = 0; row < from.length; row++) {
      int before = history.rowOf(userId(row));
      if (before < 0) {
        throw new IllegalArgumentException("user " + userId(row) + " has no history");
      }
      int last = history.end(before) - 1;
      int position = history.size(before) == 0 ? end(row) : start(row);
      while (position < end(row)
          && (long) epochSecond(position) - history.epochSecond(last) < seconds) {
        position++;
      }
      from[row] = position;
    }
    return beginningAt(from);
  }

  /**
   * The first events of each user; shares the event arrays.
   *
   * @param to one past the last position of each user row that is kept, at least {@link #start}
   */
  InteractionLog endingAt(int[] to) {
    return new InteractionLog(userIds, starts, to, items, epochSeconds);
  }

  /**
   * The log of some users only; shares the event arrays.
   *
   * @param userRows rows of this log, ascending
   */
  public InteractionLog select(int[] userRows) {
    int[] ids = new int[userRows.length];
    int[] from = new int[userRows.length];
    int[] to = new int[userRows.length];
    int[] requests = new int[userRows.length];
    for (int i = 0; i < userRows.length; i++) {
      ids[i] = userIds[userRows[i]];
      from[i] = starts[userRows[i]];
      to[i] = ends[userRows[i]];
      requests[i] = requestSeconds[userRows[i]];
    }
    return new InteractionLog(ids, from, to, items, epochSeconds, requests);
  }

  /**
   * How often each item occurs.
   *
   * @param items largest item index
   * @return (items + 1) counts by item index
   */
  public int[] eventsPerItem(int items) {
    int[] events = new int[items + 1];
    for (int user = 0; user < users(); user++) {
      for (int p = start(user); p < end(user); p++) {
        events[item(p)]++;
      }
    }
    return events;
  }

  /** How many different items occur. */
  public int distinctItems() {
    BitSet seen = new BitSet();
    for (int user = 0; user < users(); user++) {
      for (int p = start(user); p < end(user); p++) {
        seen.set(item(p));
      }
    }
    return seen.cardinality();
  }
}
