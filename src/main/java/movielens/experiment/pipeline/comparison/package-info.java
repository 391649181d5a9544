/**
 * Finished runs side by side: whether they may be compared, in what they differ, and how sure that
 * is.
 */
package movielens.experiment.pipeline.comparison;
