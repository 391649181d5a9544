package movielens.experiment.baseline;

import movielens.experiment.data.InteractionLog;

/** The item-to-item weights B of {@link Ease} for one penalty, in whatever form is smallest. */
interface EaseWeights {
  /**
   * Adds the scores of what a user has not seen; what is added for seen items means nothing.
   *
   * @param history what users have seen
   * @param row whose scores are wanted
   * @param recency how much each of the user's events counts
   * @param scores one per item index, zeros before; position 0 is ignored
   */
  void score(InteractionLog history, int row, Recency recency, float[] scores);

  /** Pᵢᵢ of the item of an index, positive. */
  float diagonal(int item);
}
