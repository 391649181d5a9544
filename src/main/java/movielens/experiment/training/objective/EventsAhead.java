package movielens.experiment.training.objective;

/** The events of a user that a position may be asked for, in order of time. */
public interface EventsAhead {
  /** How many there are. */
  int count();

  /**
   * Time from the position to one of the events.
   *
   * @param place 0 for the nearest
   * @return seconds, not negative
   */
  long secondsAhead(int place);
}
