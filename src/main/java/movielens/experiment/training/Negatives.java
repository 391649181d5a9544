package movielens.experiment.training;

/**
 * Negatives shared by the positions of a batch.
 *
 * @param uniform how many are drawn uniformly from the catalogue
 * @param inBatch how many are drawn from the batch's own targets
 */
public record Negatives(int uniform, int inBatch) {}
