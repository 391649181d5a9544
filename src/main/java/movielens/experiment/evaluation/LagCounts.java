package movielens.experiment.evaluation;

/**
 * Test events by lag, and how many of them are in their user's top 10. For each of {@link
 * Lag#bins()}:
 *
 * @param events the test events
 * @param found those of them in the top 10
 * @param users users who have an event in the bin
 * @param userShares sum over these users of the share of their events that are in the top 10
 */
public record LagCounts(long[] events, long[] found, long[] users, double[] userShares) {
  /** Nothing counted yet. */
  static LagCounts none(Lag lag) {
    int bins = lag.bins().size();
    return new LagCounts(new long[bins], new long[bins], new long[bins], new double[bins]);
  }

  /** Adds the counts of one user, in whom every event counts the same. */
  void add(long[] eventsOfUser, long[] foundOfUser) {
    for (int bin = 0; bin < events.length; bin++) {
      if (eventsOfUser[bin] > 0) {
        events[bin] += eventsOfUser[bin];
        found[bin] += foundOfUser[bin];
        users[bin]++;
        userShares[bin] += (double) foundOfUser[bin] / eventsOfUser[bin];
      }
    }
  }

  /** The share of a bin's events that were found, in [0, 1]; NaN when it has none. */
  public double share(int bin) {
    return (double) found[bin] / events[bin];
  }

  /**
   * The mean over users of the share of their events in a bin that were found, in [0, 1]: a user
   * counts once, however many events there are. NaN when the bin has no user.
   */
  public double shareByUser(int bin) {
    return userShares[bin] / users[bin];
  }
}
