package movielens.experiment.model;

/** How a position weighs the events that it looks at. */
public enum Attention {
  /** Softmax of scaled products of queries and keys (Vaswani et al., 2017, section 3.2.1). */
  SOFTMAX,
  /**
   * SiLU of the products over the window's length, and the sum of values normalised over the width,
   * as in HSTU (Zhai et al., ICML 2024, section 3.1): weights need not sum to 1, so that how much
   * there was to look at is not lost.
   */
  POINTWISE
}
