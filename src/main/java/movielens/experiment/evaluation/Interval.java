package movielens.experiment.evaluation;

import java.util.Arrays;

/**
 * A 95% interval.
 *
 * @param low lower end
 * @param high upper end
 */
public record Interval(double low, double high) {
  private static final double TAIL = 0.025;

  /** The 2.5% and 97.5% quantiles, interpolated linearly between order statistics. */
  static Interval of(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return new Interval(quantile(sorted, TAIL), quantile(sorted, 1 - TAIL));
  }

  /** The part of it that can be: what is cut off holds no truth. */
  Interval within(Interval possible) {
    return new Interval(
        Math.min(Math.max(low, possible.low), possible.high),
        Math.min(Math.max(high, possible.low), possible.high));
  }

  private static double quantile(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
