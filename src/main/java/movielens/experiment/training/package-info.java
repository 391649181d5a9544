/**
 * Training of a {@code SequenceEncoder}: windows and batches, targets, negatives, loss, user
 * weights, optimizer, checkpoints. Knows nothing of metrics and reports.
 */
package movielens.experiment.training;
