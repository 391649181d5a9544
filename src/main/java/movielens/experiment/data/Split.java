package movielens.experiment.data;

import java.util.stream.IntStream;

/**
 * Each user's events cut once, by time, into fit, validation and test. The four logs have the same
 * user rows and share their events: {@code training} is {@code fit} followed by {@code validation},
 * {@code test} comes after.
 *
 * @param catalog the movies with at least one training event; the index space of all four logs
 * @param fit what models and baselines are fitted on
 * @param validation what models are selected on
 * @param training fit and validation: the history that a model is given at test time, and what is
 *     excluded from ranking
 * @param test what is judged; item 0 stands for movies outside the catalogue
 */
public record Split(
    Catalog catalog,
    InteractionLog fit,
    InteractionLog validation,
    InteractionLog training,
    InteractionLog test) {
  /** How many users have a validation event. */
  public int validating() {
    return (int)
        IntStream.range(0, validation.users()).filter(row -> validation.size(row) > 0).count();
  }

  /**
   * This split with those validation events alone that come some time after a user's last event of
   * a history. The training part stays whole.
   *
   * @param history has all users of this split
   * @param seconds least time from a user's last event there, not negative; a user without one
   *     keeps no event
   */
  public Split validatingAfter(InteractionLog history, long seconds) {
    return new Split(catalog, fit, validation.laterThan(history, seconds), training, test);
  }
}
