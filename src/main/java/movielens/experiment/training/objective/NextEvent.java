package movielens.experiment.training.objective;

import java.util.SplittableRandom;

/** Always the nearest event. */
record NextEvent() implements TargetLaw {
  @Override
  public int draw(EventsAhead ahead, SplittableRandom random) {
    return 0;
  }

  @Override
  public String label() {
    return "next";
  }
}
