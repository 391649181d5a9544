/**
 * What models made elsewhere are given, the split of an experiment, and what they give back, their
 * lists, which are judged beside the models of a run.
 */
package movielens.experiment.pipeline.exchange;
