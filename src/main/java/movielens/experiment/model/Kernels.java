package movielens.experiment.model;

/** How an encoder and its loss are computed; both ways give the same numbers, but for rounding. */
public enum Kernels {
  /** As TorchScript functions: several operations per call, fused where the engine can. */
  FUSED,
  /** As DJL blocks, operation by operation: the plain twin that the other is tested against. */
  PLAIN
}
