/** Configurations of one model, compared on the validation part. */
package movielens.experiment.pipeline.ablation;
