/** Results, tables and progress as text on a terminal. Computes nothing. */
package movielens.experiment.console;
