package movielens.experiment.data;

import java.util.Locale;
import java.util.Optional;

/**
 * How many users a split tests.
 *
 * @param rule the split, as {@code --split} names it
 * @param tested users with an event in the test part
 * @param users all users
 */
public record TestedUsers(String rule, int tested, int users) {
  private static final int FEW = 100;
  private static final int FEW_OF = 10;

  /** Counts them. */
  public static TestedUsers of(InteractionLog log, SplitRule rule) {
    return new TestedUsers(rule.label(), Splitter.testedUsers(log, rule), log.users());
  }

  /** The count, for a person. */
  public String words() {
    return String.format(
        Locale.ROOT,
        "--split %s tests %,d of %,d users (%.1f%%)",
        rule,
        tested,
        users,
        100.0 * tested / users);
  }

  /**
   * A line where the split leaves out most users and those tested are fewer than 100 or than a
   * tenth: results then speak for those few. So it is where a release was cut by users, and their
   * times hardly overlap.
   */
  public Optional<String> warning() {
    boolean few = tested < FEW || (long) FEW_OF * tested < users;
    return few && 2L * tested < users
        ? Optional.of(words() + ": results are about those few; --split per-user tests all")
        : Optional.empty();
  }
}
