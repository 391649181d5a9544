package movielens.experiment.training.loss;

/**
 * What may be predicted.
 *
 * @param items strictly ascending item indices
 * @param counts how often each item is a target's item among the fit events, indexed by item; 0 for
 *     what is no candidate
 */
public record Candidates(int[] items, int[] counts) {}
