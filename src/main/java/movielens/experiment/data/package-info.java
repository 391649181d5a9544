/**
 * From the tables of a MovieLens release to per-user arrays: chronological {@link
 * movielens.experiment.data.InteractionLog logs}, the split, the genre slice, and what describes
 * them. Its sub-packages read releases and invent them. Knows nothing of tensors.
 */
package movielens.experiment.data;
