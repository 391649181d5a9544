package movielens.experiment.pipeline.trained;

/** In which files an encoder is exported. */
public enum ExportFormat {
  /** NumPy arrays. */
  NPY,
  /** Text, as TensorFlow's Embedding Projector loads it. */
  TSV,
  /** A module that PyTorch and DJL load, which embeds new histories too. */
  TORCHSCRIPT
}
