package movielens.experiment.run;

import movielens.experiment.evaluation.TwoByTwo;

/**
 * What of the difference of distilled from generic comes with the people, and what with the events.
 *
 * @param view name of the view
 * @param metric name of the metric
 * @param effects the parts
 */
public record Decomposition(String view, String metric, TwoByTwo.Effects effects) {}
