package movielens.experiment.model;

/** What makes a user embedding of the normalised output of the last layer. */
public enum Head {
  /**
   * Two linear layers with GELU between them, as in PinnerFormer. It starts near 0, so with {@link
   * Similarity#DOT} training begins slowly.
   */
  MLP,
  /** Nothing: the output is the user embedding, as in SASRec and its descendants. */
  NONE
}
