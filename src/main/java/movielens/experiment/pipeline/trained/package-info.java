/** A finished run used again: its models, what they recommend, and their export. */
package movielens.experiment.pipeline.trained;
