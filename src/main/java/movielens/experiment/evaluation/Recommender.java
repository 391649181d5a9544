package movielens.experiment.evaluation;

import movielens.experiment.data.InteractionLog;

/** Ranks items for users given what they have seen. Exact: every candidate is scored. */
public interface Recommender {
  /**
   * Ranks the candidates for every user of a history. Items in a user's history are never returned.
   * Ties are broken by the lower item index.
   *
   * @param history what each user has seen, in the index space of this recommender's catalogue
   * @param candidates item indices of this recommender's catalogue, strictly ascending
   * @param k how many to return at most, positive
   * @return item indices <em>into the candidates, 1-based</em>: index j stands for {@code
   *     candidates[j - 1]}. When the candidates are {@code view.indicesIn(own)}, these are the item
   *     indices of the view's catalogue.
   */
  TopK rank(InteractionLog history, int[] candidates, int k);
}
