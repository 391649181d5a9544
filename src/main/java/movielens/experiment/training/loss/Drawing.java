package movielens.experiment.training.loss;

import java.util.Locale;

/** How shared negatives are drawn. */
public enum Drawing {
  /** As often as they come; corrected by the logarithm of their expected number. */
  WITH_REPETITION,
  /** Each at most once; corrected by the logarithm of the probability of being among them. */
  UNIQUE;

  /** The choice on the command line. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
