package movielens.experiment.baseline;

import movielens.experiment.data.InteractionLog;

/** How often items were seen. */
final class EventCounts {
  private EventCounts() {}

  /** Events per item index at or after a time; position 0 stays 0. */
  static int[] since(InteractionLog log, int catalogSize, int epochSecond) {
    int[] events = new int[catalogSize + 1];
    for (int row = 0; row < log.users(); row++) {
      for (int p = log.start(row); p < log.end(row); p++) {
        if (log.item(p) != 0 && log.epochSecond(p) >= epochSecond) {
          events[log.item(p)]++;
        }
      }
    }
    return events;
  }

  /** Time of the last event, {@code Integer.MIN_VALUE} when there is none. */
  static int lastSecond(InteractionLog log) {
    int last = Integer.MIN_VALUE;
    for (int row = 0; row < log.users(); row++) {
      for (int p = log.start(row); p < log.end(row); p++) {
        last = Math.max(last, log.epochSecond(p));
      }
    }
    return last;
  }
}
