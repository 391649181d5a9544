package movielens.experiment.training;

import movielens.experiment.training.loss.Loss;
import movielens.experiment.training.objective.Objective;

/**
 * How an encoder is trained.
 *
 * @param objective which positions predict what
 * @param loss what is minimised
 * @param userWeights how much a target counts
 * @param optimizer the update rule
 * @param batching how events become batches
 * @param epochs how long it lasts, and what is kept of it
 */
public record TrainingConfig(
    Objective objective,
    Loss loss,
    UserWeights userWeights,
    OptimizerConfig optimizer,
    Batching batching,
    Epochs epochs) {
  /** The same with another update rule. */
  public TrainingConfig with(OptimizerConfig other) {
    return new TrainingConfig(objective, loss, userWeights, other, batching, epochs);
  }

  /** The same in other batches. */
  public TrainingConfig with(Batching other) {
    return new TrainingConfig(objective, loss, userWeights, optimizer, other, epochs);
  }

  /** The same for another time. */
  public TrainingConfig with(Epochs other) {
    return new TrainingConfig(objective, loss, userWeights, optimizer, batching, other);
  }
}
