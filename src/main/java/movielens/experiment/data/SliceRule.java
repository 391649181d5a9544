package movielens.experiment.data;

/**
 * Who counts as a devotee of a genre.
 *
 * @param genre exact name of the genre
 * @param minGenreShare a power user's training part holds more than this share of genre items, in
 *     [0, 1)
 * @param minGenreEvents and at least this many of them
 */
public record SliceRule(String genre, double minGenreShare, int minGenreEvents) {}
