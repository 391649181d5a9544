/**
 * Keeps {@code docs/RESULTS.md} true: its tables are made from the runs in {@code docs/results}.
 * {@link movielens.experiment.results.ResultsPage} has a {@code main}.
 */
package movielens.experiment.results;
