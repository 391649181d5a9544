/**
 * From files to the two tables of a {@link movielens.experiment.data.MovieLens}: releases in
 * folders, archives and on GroupLens' server, in the official form, which is read fast, and in the
 * forms in which people have the same data.
 */
package movielens.experiment.data.reading;
