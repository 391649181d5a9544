package movielens.experiment.run;

/**
 * A line of {@code metrics.csv}. A model that does not depend on the seed has one line per seed all
 * the same, so that every pair of seed and model is complete.
 *
 * @param seed the seed
 * @param view name of the view
 * @param model label of the model
 * @param metric name of the metric
 * @param value its value
 */
public record MetricRow(long seed, String view, String model, String metric, double value) {}
