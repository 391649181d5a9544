package movielens.experiment.training.objective;

import java.util.SplittableRandom;

/** Every event of the horizon alike (PinnerFormer, section 3.4). */
public record Uniform() implements TargetLaw {
  @Override
  public int draw(EventsAhead ahead, SplittableRandom random) {
    return random.nextInt(ahead.count());
  }

  @Override
  public String label() {
    return "uniform";
  }
}
