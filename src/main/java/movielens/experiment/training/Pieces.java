package movielens.experiment.training;

import movielens.experiment.model.Activation;
import movielens.experiment.model.Attention;
import movielens.experiment.model.EncoderConfig;

/**
 * In how many pieces a processor computes a batch, one after the other, before it takes the step.
 * What the forward pass of a large batch keeps is larger than any cache, and than what the C
 * library hands out again without asking the system for new pages: eight layers of pointwise
 * attention over 128 windows of 200 events take six times as long in one piece.
 *
 * @param perPosition floats in the widest tensor for each position of a window; 0 for one piece
 * @param perPair floats in the widest tensor for each pair of positions of a window
 */
record Pieces(double perPosition, double perPair) {
  /** Everything at once. */
  static final Pieces WHOLE = new Pieces(0, 0);

  /** Most floats of a tensor: 32 MiB. */
  private static final double MOST_FLOATS = 1 << 23;

  /** Of an encoder. */
  static Pieces of(EncoderConfig shape) {
    boolean swiglu = shape.activation() == Activation.SWIGLU;
    boolean scoresKept =
        shape.attention() == Attention.POINTWISE
            || shape.timeBias()
            || shape.timeDecay()
            || shape.positionBias();
    return new Pieces((swiglu ? 2 : 1) * shape.feedForward(), scoresKept ? shape.heads() : 0);
  }

  /** The number of pieces of a batch of so many windows of this length, at least 1. */
  int of(int windows, int length) {
    double floats = windows * Math.max(length * perPosition, perPair * length * length);
    return (int) Math.max(1, Math.min(windows, Math.ceil(floats / MOST_FLOATS)));
  }
}
