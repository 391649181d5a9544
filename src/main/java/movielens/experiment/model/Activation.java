package movielens.experiment.model;

/** What lies between the two linear layers of a transformer layer's feed-forward block. */
public enum Activation {
  /** GELU (Hendrycks and Gimpel, 2016). */
  GELU,
  /**
   * Half of the inner layer's outputs times the SiLU of the other half (Shazeer, 2020); the first
   * linear layer is twice as wide for it.
   */
  SWIGLU
}
