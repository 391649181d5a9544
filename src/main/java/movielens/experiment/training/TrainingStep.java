package movielens.experiment.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.SplittableRandom;
import movielens.experiment.model.Kernels;
import movielens.experiment.model.SequenceEncoder;
import movielens.experiment.training.loss.TargetLoss;

/** What moves an encoder's parameters along the gradients of a batch. */
interface TrainingStep extends AutoCloseable {
  /**
   * The way that the encoder's kernels name.
   *
   * @param taught whether a teacher speaks, whose part of the loss autograd alone knows
   */
  static TrainingStep of(
      SequenceEncoder encoder, TargetLoss loss, AdamW optimizer, boolean taught) {
    return encoder.config().kernels() == Kernels.STEP && !taught
        ? new WholeStep(encoder, loss, optimizer)
        : new AutogradStep(new BatchGradients(encoder, loss), optimizer);
  }

  /**
   * Takes a step.
   *
   * @param dropout draws what dropout drops
   * @param rate learning rate
   * @param clipNorm largest global gradient norm
   * @param step manager of what the step computes
   * @return (2) the batch's loss and the global gradient norm before clipping, attached to {@code
   *     step}
   */
  NDArray take(Batch batch, SplittableRandom dropout, double rate, double clipNorm, NDManager step);

  @Override
  void close();
}
