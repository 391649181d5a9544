package movielens.experiment.training.loss;

import java.util.SplittableRandom;

/**
 * Draws the negatives that a batch shares: some uniformly from the candidates, some from the
 * batch's own positives, which follow the popularity of items (mixed negative sampling, Yang et
 * al., WWW 2020; PinnerFormer, section 3.3).
 *
 * <p>The logQ correction is the logarithm of how often an item is expected among the negatives,
 * {@code uniform/V + inBatch·q(v)} with q(v) the item's share of the training events: for one kind
 * of negatives alone it is that kind's own Q up to a constant, and for a mixture it is the
 * probability under which the candidate was really drawn.
 */
final class NegativeSampler {
  private final Negatives negatives;
  private final int[] candidates;
  private final float[] logQ;

  /**
   * @param negatives how many of each kind
   * @param candidates from which uniform negatives are drawn
   * @param corrected whether logits are corrected; else the correction is 0
   */
  NegativeSampler(Negatives negatives, Candidates candidates, boolean corrected) {
    this.negatives = negatives;
    this.candidates = candidates.items();
    int[] counts = candidates.counts();
    logQ = new float[counts.length];
    if (corrected) {
      double total = 0;
      for (int item : this.candidates) {
        total += counts[item];
      }
      for (int item : this.candidates) {
        double expected =
            (double) negatives.uniform() / this.candidates.length
                + negatives.inBatch() * (counts[item] / Math.max(1, total));
        logQ[item] = (float) Math.log(Math.max(expected, Float.MIN_NORMAL));
      }
    }
  }

  /** The shared negatives of a batch with these positives. */
  long[] draw(long[] positives, SplittableRandom random) {
    int inBatch = positives.length == 0 ? 0 : negatives.inBatch();
    long[] drawn = new long[negatives.uniform() + inBatch];
    for (int i = 0; i < negatives.uniform(); i++) {
      drawn[i] = candidates[random.nextInt(candidates.length)];
    }
    for (int i = negatives.uniform(); i < drawn.length; i++) {
      drawn[i] = positives[random.nextInt(positives.length)];
    }
    return drawn;
  }

  /** The correction of each item, in the order given. */
  float[] logQ(long[] items) {
    float[] values = new float[items.length];
    for (int i = 0; i < items.length; i++) {
      values[i] = logQ[(int) items[i]];
    }
    return values;
  }
}
