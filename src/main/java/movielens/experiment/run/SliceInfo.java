package movielens.experiment.run;

/**
 * The genre slice.
 *
 * @param genre exact name of the genre
 * @param powerUsers number of its power users
 * @param items size of the genre catalogue
 */
public record SliceInfo(String genre, int powerUsers, int items) {}
