/**
 * How models are judged: who and what they face in each view, what each scored, and what is found
 * in the scores.
 */
package movielens.experiment.pipeline.judging;
