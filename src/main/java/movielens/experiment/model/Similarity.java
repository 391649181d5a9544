package movielens.experiment.model;

/** How a user embedding and an item embedding give a score. */
public enum Similarity {
  /** Inner product of L2-normalised embeddings over a learned temperature. */
  COSINE,
  /** Plain inner product. */
  DOT
}
