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
 */
public record TrainingConfig(
    Objective objective,
    Loss loss,
    UserWeights userWeights,
    OptimizerConfig optimizer,
    int batchSize,
    int epochs,
    int minSteps,
    int patience) {}
