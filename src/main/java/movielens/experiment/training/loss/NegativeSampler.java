package movielens.experiment.training.loss;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Draws the negatives that a batch shares: some uniformly from the candidates, some from the
 * batch's own positives, which follow the popularity of items (mixed negative sampling, Yang et
 * al., WWW 2020; PinnerFormer, section 3.3).
 *
 * <p>The logQ correction, with U uniform draws, I from the batch, and q(v) the item's share of the
 * training events: of draws with repetition the logarithm of how often an item is expected among
 * them, {@code U/V + I·q(v)}. Where repeated ones are left out, it is the logarithm of the
 * probability of being among them, {@code 1 − (1 − 1/V)^U · (1 − q(v))^I}: an expected number above
 * that corrects popular items too much.
 */
final class NegativeSampler {
  /** For places that make the number of unique negatives a round one: no score is as low. */
  private static final float NEVER = 1e9f;

  private final Negatives negatives;
  private final Drawing drawing;
  private final int[] candidates;
  private final float[] logQ;

  /**
   * @param negatives how many of each kind
   * @param drawing whether repeated ones stay
   * @param candidates from which uniform negatives are drawn
   * @param corrected whether logits are corrected; else the correction is 0
   */
  NegativeSampler(Negatives negatives, Drawing drawing, Candidates candidates, boolean corrected) {
    this.negatives = negatives;
    this.drawing = drawing;
    this.candidates = candidates.items();
    int[] counts = candidates.counts();
    logQ = new float[counts.length];
    if (corrected) {
      double total = 0;
      for (int item : this.candidates) {
        total += counts[item];
      }
      for (int item : this.candidates) {
        double share = counts[item] / Math.max(1, total);
        logQ[item] = (float) Math.log(Math.max(presence(share), Float.MIN_NORMAL));
      }
    }
    if (drawing == Drawing.UNIQUE) {
      logQ[0] = NEVER;
    }
  }

  /** How often an item of this share is expected, or how probably it is there. */
  private double presence(double share) {
    double ofUniform = 1.0 / candidates.length;
    return drawing == Drawing.UNIQUE
        ? 1
            - Math.pow(1 - ofUniform, negatives.uniform())
                * Math.pow(1 - share, negatives.inBatch())
        : (double) negatives.uniform() / candidates.length + negatives.inBatch() * share;
  }

  /**
   * The shared negatives of a batch with these positives. Unique ones are followed by as many of
   * item 0, which is none, as make their number a multiple of {@link TargetLoss#ROWS}.
   */
  long[] draw(long[] positives, SplittableRandom random) {
    int inBatch = positives.length == 0 ? 0 : negatives.inBatch();
    long[] drawn = new long[negatives.uniform() + inBatch];
    for (int i = 0; i < negatives.uniform(); i++) {
      drawn[i] = candidates[random.nextInt(candidates.length)];
    }
    for (int i = negatives.uniform(); i < drawn.length; i++) {
      drawn[i] = positives[random.nextInt(positives.length)];
    }
    return drawing == Drawing.UNIQUE ? unique(drawn) : drawn;
  }

  private static long[] unique(long[] drawn) {
    long[] distinct = Arrays.stream(drawn).distinct().toArray();
    return Arrays.copyOf(distinct, TargetLoss.padded(distinct.length));
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
