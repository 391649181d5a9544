/** The experiment itself: load, split, slice, train each model and seed, evaluate, report. */
package movielens.experiment.pipeline;
