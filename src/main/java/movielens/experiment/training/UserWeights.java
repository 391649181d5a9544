package movielens.experiment.training;

/** How much a target counts. */
public enum UserWeights {
  /** Over an epoch each user's summed weight is the same: (N/U)/n_u for each target of user u. */
  EQUAL,
  /** In each batch, the mean over its users of the mean over a user's targets. */
  IN_BATCH,
  /** Every target counts the same. */
  NONE
}
