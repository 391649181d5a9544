package movielens.experiment.evaluation;

import java.util.EnumMap;
import java.util.Map;
import movielens.experiment.data.InteractionLog;
import movielens.experiment.data.Split;

/**
 * When a panel's test events come. Rank and time are those in the user's whole history, whatever
 * the panel leaves out of it, so that a bin means the same in every view.
 */
public final class Lags {
  /** How many of the best items are looked at. */
  private static final int DEPTH = 10;

  private static final int UNKNOWN = -1;

  private final Panel panel;
  private final int[] ranks;
  private final int[] seconds;
  private final long testEvents;
  private final long coldEvents;

  private Lags(Panel panel, int[] ranks, int[] seconds, long testEvents, long coldEvents) {
    this.panel = panel;
    this.ranks = ranks;
    this.seconds = seconds;
    this.testEvents = testEvents;
    this.coldEvents = coldEvents;
  }

  /**
   * The lags of a panel's test events.
   *
   * @param panel its test events are some of the split's
   * @param split everybody's events
   * @throws IllegalArgumentException when a test event of the panel is not one of the split
   */
  public static Lags of(Panel panel, Split split) {
    InteractionLog judged = panel.test();
    int[] itemInPanel = new int[split.catalog().size() + 1];
    for (int item = 1; item < itemInPanel.length; item++) {
      itemInPanel[item] = panel.catalog().indexOf(split.catalog().movieId(item));
    }
    int positions = 0;
    for (int row = 0; row < judged.users(); row++) {
      positions = Math.max(positions, judged.end(row));
    }
    int[] ranks = new int[positions];
    int[] seconds = new int[positions];
    long testEvents = 0;
    long coldEvents = 0;
    for (int row = 0; row < judged.users(); row++) {
      int user = split.test().rowOf(judged.userId(row));
      InteractionLog training = split.training();
      InteractionLog test = split.test();
      int next = nextItem(judged, row, judged.start(row));
      for (int p = test.start(user); p < test.end(user); p++) {
        testEvents++;
        coldEvents += test.item(p) == 0 ? 1 : 0;
        if (next < judged.end(row)
            && itemInPanel[test.item(p)] == judged.item(next)
            && test.epochSecond(p) == judged.epochSecond(next)) {
          ranks[next] = p - test.start(user) + 1;
          seconds[next] =
              training.size(user) == 0
                  ? UNKNOWN
                  : test.epochSecond(p) - training.epochSecond(training.end(user) - 1);
          next = nextItem(judged, row, next + 1);
        }
      }
      if (next < judged.end(row)) {
        throw new IllegalArgumentException(
            "user " + judged.userId(row) + " has a test event that is not in the split");
      }
    }
    return new Lags(panel, ranks, seconds, testEvents, coldEvents);
  }

  private static int nextItem(InteractionLog log, int row, int from) {
    int position = from;
    while (position < log.end(row) && log.item(position) == 0) {
      position++;
    }
    return position;
  }

  /** Test events of the panel's users, of all movies. */
  public long testEvents() {
    return testEvents;
  }

  /** Those of them whose movie has no training event, so that no model can recommend it. */
  public long coldEvents() {
    return coldEvents;
  }

  /**
   * Counts the panel's test events by lag. By {@link Lag#TIME}, those of a user without a training
   * event are left out.
   *
   * @param top a list for each user of the panel
   */
  public Map<Lag, LagCounts> of(TopK top) {
    Map<Lag, LagCounts> counts = new EnumMap<>(Lag.class);
    for (Lag lag : Lag.values()) {
      counts.put(lag, LagCounts.none(lag));
    }
    int[] listedFor = new int[panel.catalog().size() + 1];
    InteractionLog test = panel.test();
    for (int row = 0; row < test.users(); row++) {
      int[] items = top.items()[row];
      for (int rank = 0; rank < Math.min(DEPTH, items.length); rank++) {
        listedFor[items[rank]] = row + 1;
      }
      for (Lag lag : Lag.values()) {
        count(row, lag, listedFor, counts.get(lag));
      }
    }
    return counts;
  }

  private void count(int row, Lag lag, int[] listedFor, LagCounts counts) {
    InteractionLog test = panel.test();
    int[] lags = lag == Lag.RANK ? ranks : seconds;
    long[] events = new long[lag.bins().size()];
    long[] found = new long[events.length];
    for (int p = test.start(row); p < test.end(row); p++) {
      if (test.item(p) != 0 && lags[p] != UNKNOWN) {
        int bin = lag.bin(lags[p]);
        events[bin]++;
        found[bin] += listedFor[test.item(p)] == row + 1 ? 1 : 0;
      }
    }
    counts.add(events, found);
  }
}
