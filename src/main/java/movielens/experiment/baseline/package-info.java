/** Recommenders without gradient descent: popularity, item-kNN, EASE, transitions. */
package movielens.experiment.baseline;
