/**
 * The self-contained pages of a run and of runs side by side, with their charts. Computes nothing.
 */
package movielens.experiment.html;
