package movielens.experiment.data;

import java.util.Optional;

/**
 * A genre's power users and genre items.
 *
 * @param rule what defines the slice
 * @param powerUserRows rows of the power users in the whole split, ascending
 * @param whole the power users with their whole histories, in the index space of the whole
 *     catalogue
 * @param genreOnly the power users' genre-item events only, in the index space of the genre
 *     catalogue; {@code genreOnly.catalog()} is the genre catalogue
 */
public record GenreSlice(SliceRule rule, int[] powerUserRows, Split whole, Split genreOnly) {
  /** With fewer power users than this, the comparison is weak. */
  public static final int WEAK_BELOW_USERS = 30;

  /** Number of power users, at least 2. */
  public int powerUsers() {
    return powerUserRows.length;
  }

  /** One line when there are fewer than {@link #WEAK_BELOW_USERS} power users; empty otherwise. */
  public Optional<String> warning() {
    return powerUsers() >= WEAK_BELOW_USERS
        ? Optional.empty()
        : Optional.of(
            "only "
                + powerUsers()
                + " power users of "
                + rule.genre()
                + ": the comparison is weak; lower --min-genre-share or --min-genre-events for"
                + " more");
  }
}
