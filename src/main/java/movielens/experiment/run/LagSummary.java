package movielens.experiment.run;

import java.util.Map;

/**
 * When the test events of one model in one view come, and how many of them it found.
 *
 * @param testEvents test events of the users who are judged, of all movies
 * @param coldEvents those of them whose movie has no training event: no model can recommend it
 * @param byLag name of a lag → its table
 */
public record LagSummary(long testEvents, long coldEvents, Map<String, LagTable> byLag) {
  /** Copies the map, keeping its order. */
  public LagSummary {
    byLag = Ordered.copy(byLag);
  }

  /** Whether what reports show of it are means over users. */
  public boolean showsUsers() {
    return byLag.values().stream().allMatch(LagTable::showsUsers);
  }

  /** Share of test events that no model can find, in [0, 1]; NaN without events. */
  public double coldShare() {
    return (double) coldEvents / testEvents;
  }
}
