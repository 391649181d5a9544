package movielens.experiment.pipeline;

/** Where tensors live. */
public enum DeviceChoice {
  /** CUDA where the engine finds a usable GPU, else the CPU. */
  AUTO,
  CPU,
  CUDA
}
