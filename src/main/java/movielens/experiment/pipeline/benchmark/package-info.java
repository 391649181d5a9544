/** How fast this machine loads, trains and ranks. */
package movielens.experiment.pipeline.benchmark;
