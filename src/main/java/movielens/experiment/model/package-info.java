/**
 * The causal transformer that turns a user's sequence of items into user embeddings, as DJL blocks.
 */
package movielens.experiment.model;
