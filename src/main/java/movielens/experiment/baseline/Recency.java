package movielens.experiment.baseline;

import movielens.experiment.data.InteractionLog;

/**
 * How much an event of a user counts: decay to the power of how many of the user's events came
 * after it.
 *
 * @param decay in (0, 1]; 1 where all events count the same
 */
record Recency(double decay) {
  /** Every event counts 1. */
  static final Recency NONE = new Recency(1);

  /** A weight below this changes no float that it is added to. */
  private static final double NOTHING = 1e-12;

  /** Position of the first of a user's events that counts at all. */
  int firstThatCounts(InteractionLog history, int row) {
    int first = history.start(row);
    if (decay == 1) {
      return first;
    }
    int count = (int) Math.ceil(Math.log(NOTHING) / Math.log(decay));
    return Math.max(first, history.end(row) - count);
  }

  /** What an event counts, in (0, 1]. */
  float weight(InteractionLog history, int row, int position) {
    return (float) Math.pow(decay, history.end(row) - 1 - position);
  }
}
