package movielens.experiment.training.loss;

import java.util.SplittableRandom;

/** Draws what the targets of a batch are compared with. */
public interface ContrastSource {
  /**
   * Draws for one batch.
   *
   * @param positives items of the targets
   * @param rows number of targets with those of weight 0 that follow; not below that of positives
   * @param hits finds negatives that are none
   * @param random draws
   */
  Contrast draw(long[] positives, int rows, AccidentalHits hits, SplittableRandom random);

  /** Finds negatives, shared by the targets of a batch, that are no negatives for some of them. */
  interface AccidentalHits {
    /**
     * Finds them among these negatives.
     *
     * @param negatives (N) items
     * @param mask which of them are none
     * @return places target·N + column; one may be there twice
     */
    long[] in(long[] negatives, Mask mask);
  }
}
