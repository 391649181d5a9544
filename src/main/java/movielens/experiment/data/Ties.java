package movielens.experiment.data;

import java.util.Locale;
import java.util.Optional;

/**
 * Successive events of a user at the same second. Their order is that of the file.
 *
 * @param tied pairs of successive events of a user with the same time
 * @param pairs all pairs of successive events of a user
 */
public record Ties(long tied, long pairs) {
  private static final double MANY = 0.25;

  /** Counts them. */
  public static Ties of(InteractionLog log) {
    long tied = 0;
    for (int user = 0; user < log.users(); user++) {
      int end = log.end(user);
      for (int p = log.start(user) + 1; p < end; p++) {
        tied += log.epochSecond(p) == log.epochSecond(p - 1) ? 1 : 0;
      }
    }
    return new Ties(tied, log.events() - log.users());
  }

  /** Share of the pairs, in [0, 1]. */
  public double share() {
    return pairs == 0 ? 0 : (double) tied / pairs;
  }

  /** The count, for a person. */
  public String words() {
    return String.format(
        Locale.ROOT,
        "%.1f%% of all pairs of a user's successive events have the same time",
        100 * share());
  }

  /** A line where more than a quarter of the pairs are tied. */
  public Optional<String> warning() {
    return share() > MANY
        ? Optional.of(
            words()
                + ": their order is that of the file, which need not be the order in which people"
                + " watched")
        : Optional.empty();
  }
}
