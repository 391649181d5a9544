package movielens.experiment.training;

/** What the largest gradient norm is the norm of. */
public enum Clipping {
  /**
   * The gradient of a batch. Where most batches are clipped, all pull alike, however much their
   * targets weigh.
   */
  BATCH,
  /**
   * The gradient of a batch over the weight of its targets, which is 1 on average: what a batch
   * weighs against others is kept.
   */
  WEIGHT
}
