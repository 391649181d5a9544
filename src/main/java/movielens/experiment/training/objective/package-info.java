/** Which positions of a window predict, and which later event they are asked for. */
package movielens.experiment.training.objective;
