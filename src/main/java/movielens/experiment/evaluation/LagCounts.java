package movielens.experiment.evaluation;

/**
 * Test events by lag, and how many of them are in their user's top 10.
 *
 * @param events for each of {@link Lag#bins()} the test events
 * @param found those of them in the top 10
 */
public record LagCounts(long[] events, long[] found) {
  /** Nothing counted yet. */
  static LagCounts none(Lag lag) {
    return new LagCounts(new long[lag.bins().size()], new long[lag.bins().size()]);
  }

  /** Counts an event. */
  void add(int bin, boolean inTop) {
    events[bin]++;
    found[bin] += inTop ? 1 : 0;
  }

  /** The share of a bin's events that were found, in [0, 1]; NaN when it has none. */
  public double share(int bin) {
    return (double) found[bin] / events[bin];
  }
}
