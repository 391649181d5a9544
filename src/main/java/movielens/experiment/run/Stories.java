package movielens.experiment.run;

import java.util.List;

/**
 * A few users of the headline view as examples: the content of {@code stories.json}.
 *
 * @param schemaVersion {@link #SCHEMA_VERSION} of the program that wrote it
 * @param view name of the view
 * @param metric name of the metric that the users were chosen by
 * @param a model whose value is taken
 * @param b model whose value is subtracted; null where there is one model only
 * @param users the users, ascending by value
 */
public record Stories(
    int schemaVersion, String view, String metric, String a, String b, List<Story> users) {

  /** Version of the layout of {@code stories.json} that this program writes and reads. */
  public static final int SCHEMA_VERSION = 1;

  /** Copies the list. */
  public Stories {
    users = List.copyOf(users);
  }

  /**
   * One user.
   *
   * @param userId original id
   * @param place which of all users this is, e.g. {@code median}
   * @param value what the user was chosen by: a − b of the metric, each averaged over seeds
   * @param history the last training events, oldest first, whatever the genre
   * @param historyEvents number of all training events
   * @param heldOut movie ids of the test events that the view judges, in their order
   */
  public record Story(
      int userId,
      String place,
      double value,
      List<Seen> history,
      int historyEvents,
      List<Integer> heldOut) {

    /** Copies the lists. */
    public Story {
      history = List.copyOf(history);
      heldOut = List.copyOf(heldOut);
    }
  }

  /**
   * A training event.
   *
   * @param movieId original id
   * @param date day in UTC, ISO 8601
   */
  public record Seen(int movieId, String date) {}
}
