package movielens.experiment.training.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import movielens.experiment.model.SequenceEncoder;
import movielens.experiment.model.TorchScriptModule;

/** The targets of a batch, with the user embeddings at their positions, in one training step. */
public final class ScoredTargets {
  private final SequenceEncoder encoder;
  private final TorchScriptModule module;
  private final CandidateColumns candidates;
  private final NDArray users;
  private final long[] positives;
  private final float[] weights;
  private final NDManager step;

  ScoredTargets(
      SequenceEncoder encoder,
      TorchScriptModule module,
      CandidateColumns candidates,
      NDArray users,
      long[] positives,
      float[] weights,
      NDManager step) {
    this.encoder = encoder;
    this.module = module;
    this.candidates = candidates;
    this.users = users;
    this.positives = positives;
    this.weights = weights;
    this.step = step;
  }

  /** The manager of what this step computes. */
  NDManager step() {
    return step;
  }

  /** (P, d); with plain kernels divided by the temperature. */
  NDArray users() {
    return users;
  }

  /** (P) items. */
  NDArray positives() {
    return step.create(positives);
  }

  /** (P). */
  NDArray weights() {
    return step.create(weights);
  }

  int count() {
    return positives.length;
  }

  /** (C) items of all candidates. */
  NDArray candidates() {
    return step.create(candidates.items());
  }

  /** (P, 1) place of each positive among the candidates. */
  NDArray positiveColumns() {
    return columns(positives, 1);
  }

  /** (P, perTarget) places of items among the candidates. */
  NDArray columns(long[] items, int perTarget) {
    return step.create(candidates.of(items), new Shape(items.length / perTarget, perTarget));
  }

  /** (…, d) embeddings of items, for plain kernels. */
  NDArray items(NDArray items) {
    return encoder.items(items, true);
  }

  /** (P, C) scores of all candidates, for plain kernels. */
  NDArray candidateScores() {
    return users.matMul(items(candidates()).transpose());
  }

  /** Calls a function of {@code losses.py}. */
  NDArray call(String function, NDArray... arrays) {
    return module.call(function, new NDList(Arrays.asList(arrays)), encoder.scoreParameters());
  }
}
