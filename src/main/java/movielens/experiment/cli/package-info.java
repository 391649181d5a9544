/**
 * The command line: picocli commands, one immutable configuration, exit codes; the groups of
 * options are in {@code options}.
 */
package movielens.experiment.cli;
