/**
 * The run folder: its files and the records in them, its lock, and the reading of runs of any
 * earlier version. Knows neither tensors nor how results are shown.
 */
package movielens.experiment.run;
