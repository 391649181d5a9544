/**
 * The command line: picocli commands and option groups, one immutable configuration, exit codes.
 */
package movielens.experiment.cli;
