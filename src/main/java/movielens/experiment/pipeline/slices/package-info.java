/** The same experiment on several slices: ordinary runs that share what does not depend on them. */
package movielens.experiment.pipeline.slices;
