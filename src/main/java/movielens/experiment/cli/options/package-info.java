/**
 * Groups of options that commands share, how their text becomes values, and where their defaults
 * come from.
 */
package movielens.experiment.cli.options;
