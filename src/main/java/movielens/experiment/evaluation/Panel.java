package movielens.experiment.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import movielens.experiment.data.Catalog;
import movielens.experiment.data.InteractionLog;
import movielens.experiment.files.DataException;

/**
 * The people, the items and the truth that recommenders are judged on in one view.
 *
 * @param view the view this belongs to
 * @param catalog the items that are ranked
 * @param test what the users went on to see, in the index space of {@code catalog}, 0 for movies
 *     outside it; every user has at least one item inside
 * @param popularityPercentiles for each item index of {@code catalog} (position 0 is unused) its
 *     mid-rank percentile by training events: (items with fewer events + half of those with as
 *     many, itself included) / V, in (0, 1), 0.5 on average
 * @param metrics by what they are judged
 */
public record Panel(
    View view,
    Catalog catalog,
    InteractionLog test,
    double[] popularityPercentiles,
    List<Metric> metrics) {
  /** Copies the list. */
  public Panel {
    metrics = List.copyOf(metrics);
  }

  /**
   * A panel of those users of a test log who have a test item in the catalogue, judged by the usual
   * metrics.
   *
   * @param view the view this belongs to
   * @param catalog the items to rank
   * @param test the users' test events, in the index space of {@code testCatalog}; events outside
   *     {@code testCatalog} do not count
   * @param testCatalog index space of {@code test}
   * @param training all users' training events, in the index space of {@code trainingCatalog};
   *     their number per item is the item's popularity
   * @param trainingCatalog index space of {@code training}
   * @throws DataException when no user is left
   */
  public static Panel of(
      View view,
      Catalog catalog,
      InteractionLog test,
      Catalog testCatalog,
      InteractionLog training,
      Catalog trainingCatalog) {
    InteractionLog judged = withItems(reindex(test, testCatalog, catalog));
    if (judged.users() == 0) {
      throw new DataException(
          "no user has a test item among the "
              + catalog.size()
              + " items of the "
              + view.label()
              + " view; test on more events or choose a genre with more of them");
    }
    int[] trainingEvents = eventsPerItem(training, trainingCatalog.size());
    trainingEvents[0] = 0;
    int[] events = new int[catalog.size() + 1];
    for (int item = 1; item < events.length; item++) {
      events[item] = trainingEvents[trainingCatalog.indexOf(catalog.movieId(item))];
    }
    return new Panel(view, catalog, judged, percentiles(events), CutOffs.USUAL.metrics());
  }

  /**
   * This panel with those test events alone that come some time after a user's last training event,
   * and with the users who have one.
   *
   * @param training what the users had seen, whole; has all users of this panel
   * @param seconds least time from the last training event, not negative; a user without one is
   *     left out
   * @return empty when no user is left
   */
  public Optional<Panel> later(InteractionLog training, long seconds) {
    InteractionLog judged = withItems(test.laterThan(training, seconds));
    return judged.users() == 0
        ? Optional.empty()
        : Optional.of(new Panel(View.LATER, catalog, judged, popularityPercentiles, metrics));
  }

  /** The same panel with metrics at other depths. */
  public Panel at(CutOffs cutOffs) {
    return new Panel(view, catalog, test, popularityPercentiles, cutOffs.metrics());
  }

  /** Number of users who are judged. */
  public int users() {
    return test.users();
  }

  /** Original ids of the users who are judged, ascending. */
  public int[] userIds() {
    int[] ids = new int[test.users()];
    for (int row = 0; row < ids.length; row++) {
      ids[row] = test.userId(row);
    }
    return ids;
  }

  /**
   * The rows of a log that belong to this panel's users, in their order.
   *
   * @throws IllegalArgumentException when a user is missing from the log
   */
  public InteractionLog historyOf(InteractionLog log) {
    int[] rows = new int[test.users()];
    for (int row = 0; row < rows.length; row++) {
      rows[row] = log.rowOf(test.userId(row));
      if (rows[row] < 0) {
        throw new IllegalArgumentException("user " + test.userId(row) + " has no history");
      }
    }
    return log.select(rows);
  }

  /**
   * A log in the index space of another catalogue: the same users and events, 0 for movies outside
   * {@code to}. The events are copied.
   */
  public static InteractionLog reindex(InteractionLog log, Catalog from, Catalog to) {
    int[] map = new int[from.size() + 1];
    for (int item = 1; item <= from.size(); item++) {
      map[item] = to.indexOf(from.movieId(item));
    }
    int users = log.users();
    int[] ids = new int[users];
    int[] starts = new int[users];
    int[] ends = new int[users];
    int[] items = new int[Math.toIntExact(log.events())];
    int[] seconds = new int[items.length];
    int filled = 0;
    for (int row = 0; row < users; row++) {
      ids[row] = log.userId(row);
      starts[row] = filled;
      for (int p = log.start(row); p < log.end(row); p++) {
        items[filled] = map[log.item(p)];
        seconds[filled++] = log.epochSecond(p);
      }
      ends[row] = filled;
    }
    return new InteractionLog(ids, starts, ends, items, seconds);
  }

  private static InteractionLog withItems(InteractionLog log) {
    int[] rows = new int[log.users()];
    int kept = 0;
    for (int row = 0; row < log.users(); row++) {
      boolean inside = false;
      for (int p = log.start(row); p < log.end(row); p++) {
        inside |= log.item(p) != 0;
      }
      if (inside) {
        rows[kept++] = row;
      }
    }
    return log.select(Arrays.copyOf(rows, kept));
  }

  private static int[] eventsPerItem(InteractionLog log, int catalogSize) {
    int[] events = new int[catalogSize + 1];
    for (int row = 0; row < log.users(); row++) {
      for (int p = log.start(row); p < log.end(row); p++) {
        events[log.item(p)]++;
      }
    }
    return events;
  }

  /** Mid-rank percentiles of the counts at positions 1…V. */
  static double[] percentiles(int[] events) {
    int[] sorted = Arrays.copyOfRange(events, 1, events.length);
    Arrays.sort(sorted);
    double[] percentiles = new double[events.length];
    for (int item = 1; item < events.length; item++) {
      int below = lowerBound(sorted, events[item]);
      int upTo = lowerBound(sorted, events[item] + 1);
      percentiles[item] = (below + upTo) / (2.0 * sorted.length);
    }
    return percentiles;
  }

  private static int lowerBound(int[] sorted, int value) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
