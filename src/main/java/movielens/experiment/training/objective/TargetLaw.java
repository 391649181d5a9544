package movielens.experiment.training.objective;

import java.util.SplittableRandom;

/** The law by which a position's target is drawn from the candidate events of its horizon. */
public interface TargetLaw {
  /**
   * Draws one of the events ahead.
   *
   * @param ahead at least one event, in order of time
   * @param random draws
   * @return its place, 0 for the nearest
   */
  int draw(EventsAhead ahead, SplittableRandom random);
}
