package movielens.experiment.data;

/**
 * A genre's power users and genre items.
 *
 * @param rule what defines the slice
 * @param powerUserRows rows of the power users in the whole split, ascending
 * @param whole the power users with their whole histories, in the index space of the whole
 *     catalogue
 * @param genreOnly the power users' genre-item events only, in the index space of the genre
 *     catalogue; {@code genreOnly.catalog()} is the genre catalogue
 */
public record GenreSlice(SliceRule rule, int[] powerUserRows, Split whole, Split genreOnly) {}
