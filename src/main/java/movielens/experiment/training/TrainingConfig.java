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
 * @param batchSize most windows per step
 * @param epochs most passes over the windows
 * @param minSteps a set too small for so many steps is trained in smaller batches and more epochs;
 *     see {@link TrainingBudget}; 0 for no such minimum
 * @param patience epochs without a better validation ndcg@10 before training stops; 0 never stops
 *     early
 * @param windowOverlap events that a window has of the one before it, as context; not negative,
 *     below the window
 * @param batchOrder which windows meet in a batch
 * @param earlyStop what happens when patience ends
 * @param keepStart whether the weights that training starts from are kept where no epoch is better
 *     on validation
 */
public record TrainingConfig(
    Objective objective,
    Loss loss,
    UserWeights userWeights,
    OptimizerConfig optimizer,
    int batchSize,
    int epochs,
    int minSteps,
    int patience,
    int windowOverlap,
    BatchOrder batchOrder,
    EarlyStop earlyStop,
    boolean keepStart) {
  /**
   * Windows without overlap, in batches of about one length, until patience ends; an epoch is kept,
   * not the start.
   */
  public TrainingConfig(
      Objective objective,
      Loss loss,
      UserWeights userWeights,
      OptimizerConfig optimizer,
      int batchSize,
      int epochs,
      int minSteps,
      int patience) {
    this(
        objective,
        loss,
        userWeights,
        optimizer,
        batchSize,
        epochs,
        minSteps,
        patience,
        0,
        BatchOrder.BY_LENGTH,
        EarlyStop.AT_ONCE,
        false);
  }

  /** The same with another batch size, and other most epochs and patience. */
  TrainingConfig withSize(int otherBatchSize, int otherEpochs, int otherPatience) {
    return new TrainingConfig(
        objective,
        loss,
        userWeights,
        optimizer,
        otherBatchSize,
        otherEpochs,
        minSteps,
        otherPatience,
        windowOverlap,
        batchOrder,
        earlyStop,
        keepStart);
  }

  /** The same with another least number of steps. */
  TrainingConfig withMinSteps(int otherMinSteps) {
    return new TrainingConfig(
        objective,
        loss,
        userWeights,
        optimizer,
        batchSize,
        epochs,
        otherMinSteps,
        patience,
        windowOverlap,
        batchOrder,
        earlyStop,
        keepStart);
  }

  /** The same with another update rule, for so many epochs at most. */
  public TrainingConfig with(OptimizerConfig otherOptimizer, int otherEpochs) {
    return new TrainingConfig(
        objective,
        loss,
        userWeights,
        otherOptimizer,
        batchSize,
        otherEpochs,
        minSteps,
        patience,
        windowOverlap,
        batchOrder,
        earlyStop,
        keepStart);
  }

  /** The same with windows that overlap by so many events, in other batches. */
  public TrainingConfig with(int otherOverlap, BatchOrder otherOrder) {
    return new TrainingConfig(
        objective,
        loss,
        userWeights,
        optimizer,
        batchSize,
        epochs,
        minSteps,
        patience,
        otherOverlap,
        otherOrder,
        earlyStop,
        keepStart);
  }

  /** The same with another end: when patience ends, and where no epoch is better than the start. */
  public TrainingConfig with(EarlyStop otherStop, boolean startKept) {
    return new TrainingConfig(
        objective,
        loss,
        userWeights,
        optimizer,
        batchSize,
        epochs,
        minSteps,
        patience,
        windowOverlap,
        batchOrder,
        otherStop,
        startKept);
  }
}
