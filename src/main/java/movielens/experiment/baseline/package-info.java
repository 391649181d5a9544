/** Recommenders without gradient descent: popular, recent-popular, item-kNN, EASE. */
package movielens.experiment.baseline;
