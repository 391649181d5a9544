package movielens.experiment.training.loss;

/** How shared negatives are drawn. */
public enum Drawing {
  /** As often as they come; corrected by the logarithm of their expected number. */
  WITH_REPETITION,
  /** Each at most once; corrected by the logarithm of the probability of being among them. */
  UNIQUE
}
