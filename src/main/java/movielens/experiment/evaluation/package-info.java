/**
 * What is asked of a {@link movielens.experiment.evaluation.Recommender} and how its answers are
 * judged: exact top-k over the whole catalogue, metrics, views, bootstrap and paired tests. Knows
 * nothing of how a model was trained.
 */
package movielens.experiment.evaluation;
