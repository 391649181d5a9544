/**
 * What is minimised at a target: one class for each loss, with its negatives, its scores by both
 * kernels and its need of memory. Knows encoders, but neither users nor windows.
 */
package movielens.experiment.training.loss;
