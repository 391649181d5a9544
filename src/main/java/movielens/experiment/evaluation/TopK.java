package movielens.experiment.evaluation;

/**
 * The best items of each user, best first; ties stand in ascending order of the item index.
 *
 * @param items {@code items[row]} has the item indices of a user row, at most k, fewer when fewer
 *     candidates were left
 * @param scores the scores beside them, descending
 */
public record TopK(int[][] items, float[][] scores) {}
