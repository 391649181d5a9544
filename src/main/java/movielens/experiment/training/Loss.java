package movielens.experiment.training;

/** What is minimised at a target. */
public sealed interface Loss {
  /**
   * Cross-entropy of the positive among sampled negatives.
   *
   * @param negatives how many of each kind
   * @param logQ whether logits are corrected by the logarithm of the sampling probability
   */
  record SampledSoftmax(Negatives negatives, boolean logQ) implements Loss {}

  /** Cross-entropy over the whole catalogue. */
  record FullSoftmax() implements Loss {}

  /**
   * Generalised binary cross-entropy, gSASRec (Petrov and Macdonald, RecSys 2023). With {@code
   * calibration} 0 it is plain BCE.
   *
   * @param negatives uniform negatives per position
   * @param calibration t in [0, 1]
   */
  record Gbce(int negatives, double calibration) implements Loss {}
}
