package movielens.experiment.data;

/**
 * How each user's events are cut into training and test part, once, before any filtering by genre.
 */
public sealed interface SplitRule {
  /** The rule as {@code --split} names it. */
  String label();

  /**
   * Of a user's n events the first ⌊(1 − testFraction)·n⌋ train, the rest test.
   *
   * @param testFraction in (0, 1)
   */
  record PerUser(double testFraction) implements SplitRule {
    @Override
    public String label() {
      return "per-user";
    }
  }

  /**
   * Everything before the global time quantile trains, the rest tests; users with events on both
   * sides are tested.
   *
   * @param quantile in (0, 1)
   * @param validation which training events validate
   */
  record Temporal(double quantile, Validation validation) implements SplitRule {
    /** Which training events of a temporal split validate. */
    public enum Validation {
      /** Those of all users from one moment on, before which nine tenths of them lie. */
      CUT,
      /** The last tenth of each user's. */
      PER_USER
    }

    @Override
    public String label() {
      return "temporal";
    }
  }

  /** The last event of a user tests, the one before validates. */
  record LeaveOneOut() implements SplitRule {
    @Override
    public String label() {
      return "leave-one-out";
    }
  }
}
