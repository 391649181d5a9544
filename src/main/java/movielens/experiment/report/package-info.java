/**
 * What a person reads: console tables, progress, the files of the run folder, the HTML report.
 * Computes no result.
 */
package movielens.experiment.report;
