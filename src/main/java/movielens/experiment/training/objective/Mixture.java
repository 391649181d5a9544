package movielens.experiment.training.objective;

import java.util.SplittableRandom;

/**
 * The next event or any of the horizon.
 *
 * @param nextShare how often the next one, in [0, 1]; otherwise all are alike, it among them
 */
public record Mixture(double nextShare) implements TargetLaw {
  @Override
  public int draw(EventsAhead ahead, SplittableRandom random) {
    return random.nextDouble() < nextShare ? 0 : random.nextInt(ahead.count());
  }

  @Override
  public String label() {
    return "mixture:" + nextShare;
  }
}
