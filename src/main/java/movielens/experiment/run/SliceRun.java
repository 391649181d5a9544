package movielens.experiment.run;

/**
 * A run that differs from others in its slice alone.
 *
 * @param folder name of its folder, among those of the others
 * @param minGenreShare a power user's share of genre events is above this
 * @param results what it found
 */
public record SliceRun(String folder, double minGenreShare, RunResults results) {}
