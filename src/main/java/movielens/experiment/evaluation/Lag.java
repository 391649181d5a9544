package movielens.experiment.evaluation;

import java.util.List;
import java.util.Locale;

/** How far a test event is from the training part, in bins. */
public enum Lag {
  /** Place of the event among all of the user's test events, from 1. */
  RANK,
  /** Seconds since the user's last training event. */
  TIME;

  /** The largest value of each bin but the last. */
  private static final long[] RANKS = {1, 5, 10, 20, 50};

  private static final long[] SECONDS = {60 - 1, 3_600 - 1, 86_400 - 1, 28 * 86_400 - 1};

  /** Name in files and tables. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Names of the bins, the nearest first. Each ends where the next begins. */
  public List<String> bins() {
    return switch (this) {
      case RANK -> List.of("1", "2 to 5", "6 to 10", "11 to 20", "21 to 50", "51 on");
      case TIME -> List.of("under 1 minute", "1 minute on", "1 hour on", "1 day on", "28 days on");
    };
  }

  /**
   * The bin of a lag.
   *
   * @param value a place or a number of seconds, not negative
   * @return position in {@link #bins()}
   */
  int bin(long value) {
    long[] largest = this == RANK ? RANKS : SECONDS;
    int bin = 0;
    while (bin < largest.length && value > largest[bin]) {
      bin++;
    }
    return bin;
  }
}
