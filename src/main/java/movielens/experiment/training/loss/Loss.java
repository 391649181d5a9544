package movielens.experiment.training.loss;

import java.util.Map;

/** What is minimised at a target. */
public sealed interface Loss permits SampledSoftmax, FullSoftmax, Gbce {
  /**
   * What draws, for each batch of a training, that which its targets are compared with.
   *
   * @param candidates what may be predicted
   */
  ContrastSource contrasts(Candidates candidates);

  /** Scores of a target that plain kernels hold at once, of so many candidates. */
  double scoresPerTarget(int candidates);

  /** Scores of a target that may be masked, a byte each, which fused kernels hold at once. */
  double maskedPerTarget();

  /** Numbers that {@code losses.py} wants of this loss, by name; none for most. */
  default Map<String, Double> constants(int candidates) {
    return Map.of();
  }

  /** The loss as options of the command line, in their order there. */
  Map<String, Object> options();
}
