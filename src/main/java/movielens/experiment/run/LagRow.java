package movielens.experiment.run;

/**
 * A line of {@code lags.csv}.
 *
 * @param seed the seed; a model that does not depend on it has one line per seed all the same
 * @param view name of the view
 * @param model label of the model
 * @param lag name of the lag
 * @param bin name of the bin
 * @param events test events in the bin
 * @param found those of them in their user's top 10
 * @param users users who have an event in the bin
 * @param shareByUser mean over these users of the share of their events that were found
 */
public record LagRow(
    long seed,
    String view,
    String model,
    String lag,
    String bin,
    long events,
    long found,
    long users,
    double shareByUser) {}
