/**
 * From the files of a MovieLens release to per-user arrays: reading into Tablesaw tables,
 * chronological {@link movielens.experiment.data.InteractionLog logs}, the split, the genre slice;
 * and the makers of data: synthetic, sampled, downloaded. Knows nothing of tensors.
 */
package movielens.experiment.data;
