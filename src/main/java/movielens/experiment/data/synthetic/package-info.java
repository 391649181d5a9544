/** The project's own generator of data: users, movies and titles that are made up, and say so. */
package movielens.experiment.data.synthetic;
