package movielens.experiment.model;

/** What the output of attention is multiplied by, number by number, before its last layer. */
public enum Gate {
  /** Nothing. */
  NONE,
  /** The sigmoid of a linear layer of the same input (Qiu et al., NeurIPS 2025). */
  SIGMOID,
  /** The SiLU of such a layer, as in HSTU (Zhai et al., ICML 2024). */
  SILU
}
