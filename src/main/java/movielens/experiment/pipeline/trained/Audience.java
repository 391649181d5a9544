package movielens.experiment.pipeline.trained;

import java.util.List;

/** For whom movies are recommended. */
public sealed interface Audience {
  /**
   * A user of the data, with the history of the training part.
   *
   * @param userId original id
   */
  record User(int userId) implements Audience {}

  /**
   * Somebody who is not in the data, but liked some movies.
   *
   * @param titles as people type them, the most recent last, not empty
   */
  record Likes(List<String> titles) implements Audience {
    /** Copies the list. */
    public Likes {
      titles = List.copyOf(titles);
    }
  }
}
