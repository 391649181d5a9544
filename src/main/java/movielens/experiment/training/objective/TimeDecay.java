package movielens.experiment.training.objective;

import java.util.SplittableRandom;

/**
 * Each event of the horizon less likely the later it lies: P ∝ 2^(−t/H) at a time t ahead.
 *
 * @param halfLifeDays H, positive
 */
public record TimeDecay(double halfLifeDays) implements TargetLaw {
  private static final double SECONDS_PER_DAY = 86_400;

  @Override
  public int draw(EventsAhead ahead, SplittableRandom random) {
    double all = 0;
    for (int place = 0; place < ahead.count(); place++) {
      all += weight(ahead, place);
    }
    double left = random.nextDouble() * all;
    for (int place = 0; place < ahead.count() - 1; place++) {
      left -= weight(ahead, place);
      if (left < 0) {
        return place;
      }
    }
    return ahead.count() - 1;
  }

  /** Relative to the nearest event, so that it is 1 for that one however far it lies. */
  private double weight(EventsAhead ahead, int place) {
    double days = (ahead.secondsAhead(place) - ahead.secondsAhead(0)) / SECONDS_PER_DAY;
    return Math.exp(-days / halfLifeDays * Math.log(2));
  }

  @Override
  public String label() {
    return "time-decay:" + halfLifeDays;
  }
}
