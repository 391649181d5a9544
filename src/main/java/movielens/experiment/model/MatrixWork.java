package movielens.experiment.model;

/**
 * Floating-point operations in the matrix products of an encoder, a multiplication and an addition
 * counting as two. Everything else (norms, GELU, softmax, dropout, the optimizer) is left out, as
 * is usual.
 */
public final class MatrixWork {
  /** Backward multiplies with each factor's gradient: twice the work of forward. */
  private static final int FORWARD_AND_BACKWARD = 3;

  private MatrixWork() {}

  /**
   * Embedding one position of a window of T events: in each layer {@code 8d²} for queries, keys,
   * values and the projection after them, {@code 4Td} for attention's two products, {@code 4df} for
   * the feed-forward block of inner width f; then {@code 4d²} for the head, if any. What the causal
   * mask leaves out of attention counts too.
   */
  public static double embedding(EncoderConfig encoder, int windowEvents) {
    double d = encoder.dim();
    double layer = 8 * d * d + 4 * windowEvents * d + 4 * d * encoder.feedForward();
    return encoder.layers() * layer + (encoder.head() == Head.MLP ? 4 * d * d : 0);
  }

  /**
   * Training on one position: three times embedding it, and scoring it against its positive and n
   * negatives, {@code 2d(1 + n)}.
   */
  public static double training(EncoderConfig encoder, int windowEvents, double negatives) {
    double scores = 2.0 * encoder.dim() * (1 + negatives);
    return FORWARD_AND_BACKWARD * (embedding(encoder, windowEvents) + scores);
  }

  /** Scoring one user against a catalogue of V items, {@code 2dV}. */
  public static double ranking(EncoderConfig encoder, int items) {
    return 2.0 * encoder.dim() * items;
  }
}
