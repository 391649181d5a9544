package movielens.experiment.baseline;

import movielens.experiment.evaluation.Recommender;

/** A recommender without gradient descent, whose settings may have been chosen by trials. */
public interface Baseline extends Recommender {
  /** The settings in words, e.g. {@code lambda 500}; empty for a model that has none. */
  default String settings() {
    return "";
  }
}
