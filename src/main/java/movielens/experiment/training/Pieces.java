package movielens.experiment.training;

import movielens.experiment.model.Activation;
import movielens.experiment.model.Attention;
import movielens.experiment.model.EncoderConfig;
import movielens.experiment.model.Kernels;

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

  /** Logarithms of each span of time that a bias by {@code --time-decay} looks at. */
  private static final int SCALES_OF_TIME = 8;

  /** Of an encoder. */
  static Pieces of(EncoderConfig shape) {
    boolean swiglu = shape.activation() == Activation.SWIGLU;
    double perPosition = Math.max(3.0 * shape.dim(), (swiglu ? 2.0 : 1.0) * shape.feedForward());
    boolean scoresKept =
        shape.attention() == Attention.POINTWISE
            || shape.kernels() == Kernels.PLAIN
            || shape.biased();
    double perPair = scoresKept ? shape.heads() : 0;
    return new Pieces(perPosition, shape.timeDecay() ? Math.max(perPair, SCALES_OF_TIME) : perPair);
  }

  /** The number of pieces of a batch of so many windows of this length, at least 1. */
  int of(int windows, int length) {
    double floats = windows * Math.max(length * perPosition, perPair * length * length);
    return (int) Math.max(1, Math.min(windows, Math.ceil(floats / MOST_FLOATS)));
  }
}
