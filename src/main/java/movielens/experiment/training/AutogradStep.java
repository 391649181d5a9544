package movielens.experiment.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.SplittableRandom;

/**
 * A step whose gradients come from the engine's autograd.
 *
 * @param gradients of a batch
 * @param optimizer moves the parameters along them
 */
record AutogradStep(BatchGradients gradients, AdamW optimizer) implements TrainingStep {
  @Override
  public NDArray take(
      Batch batch, SplittableRandom dropout, double rate, double clipNorm, NDManager step) {
    NDArray loss = gradients.add(batch, dropout, step).stopGradient();
    NDArray norm = optimizer.step(rate, clipNorm, step);
    return loss.reshape(1).concat(norm.reshape(1));
  }

  @Override
  public void close() {
    gradients.close();
  }
}
