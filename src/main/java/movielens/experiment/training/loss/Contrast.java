package movielens.experiment.training.loss;

import ai.djl.ndarray.NDArray;

/**
 * What the targets of one batch are compared with, as plain arrays. P targets, those of weight 0
 * included.
 */
public interface Contrast {
  /**
   * The weighted sum of the losses as {@code losses.py} computes it.
   *
   * @param targets the same as those that this was drawn for
   * @return a scalar
   */
  NDArray fused(ScoredTargets targets);

  /**
   * The loss of each target by DJL operations.
   *
   * @param targets the same as those that this was drawn for
   * @return (P)
   */
  NDArray plain(ScoredTargets targets);

  /**
   * What {@code losses.py} looks at in a step that is written out.
   *
   * @param positives (P) items to predict
   * @param columns places of the candidates
   */
  WrittenContrast written(long[] positives, CandidateColumns columns);

  /**
   * What belongs to some of the targets.
   *
   * @param first the first of them
   * @param end one past the last of them
   * @param rows their number with those of weight 0 that follow
   */
  Contrast part(int first, int end, int rows);
}
