package movielens.experiment.model;

/** How an encoder and its loss are computed; all ways give the same numbers, but for rounding. */
public enum Kernels {
  /**
   * As TorchScript functions: several operations per call, fused where the engine can; gradients by
   * the engine's autograd.
   */
  FUSED,
  /**
   * The same, and a step of training in one call, with forward, loss, backward and optimizer
   * written out.
   */
  STEP,
  /** As DJL blocks, operation by operation: the plain twin that the others are tested against. */
  PLAIN
}
