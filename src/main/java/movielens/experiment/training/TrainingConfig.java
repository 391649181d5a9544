package movielens.experiment.training;

/**
 * How an encoder is trained.
 *
 * @param objective which positions predict what
 * @param loss what is minimised
 * @param userWeights how much a target counts
 * @param optimizer the update rule
 * @param batchSize windows per step
 * @param epochs most passes over the windows
 * @param patience epochs without a better validation ndcg@10 before training stops; 0 never stops
 *     early
 */
public record TrainingConfig(
    Objective objective,
    Loss loss,
    UserWeights userWeights,
    OptimizerConfig optimizer,
    int batchSize,
    int epochs,
    int patience) {}
