package movielens.experiment.evaluation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How sure the value of one model is when users and seeds are both a sample. */
public final class MeanIntervals {
  private final Bootstrap bootstrap;
  private final Bootstrap coverageBootstrap;
  private final JointBootstrap joint;

  /**
   * Intervals from the same resamples whenever they have the same seed.
   *
   * @param resamples user resamples of each interval, positive
   * @param seed of the resamples
   */
  public MeanIntervals(int resamples, long seed) {
    bootstrap = new Bootstrap(resamples, seed);
    coverageBootstrap = new Bootstrap(Math.min(resamples, Coverages.MAX_RESAMPLES), seed);
    joint = new JointBootstrap(seed);
  }

  /**
   * 95% intervals of every metric, from users and seeds resampled together; with one seed, or for a
   * model without seeds, from users alone.
   *
   * @param evaluations of one model on one panel, one per seed
   */
  public Map<Metric, Interval> of(List<Evaluation> evaluations) {
    List<Metric> perUser = Metric.ofUsers(evaluations.get(0).panel().metrics());
    List<SeededValues> values =
        perUser.stream().map(metric -> SeededValues.of(evaluations, metric)).toList();
    double[][] resampled =
        bootstrap.means(values.stream().map(SeededValues::perUser).toArray(double[][]::new));
    Map<Metric, Interval> intervals = new HashMap<>();
    for (int m = 0; m < resampled.length; m++) {
      intervals.put(perUser.get(m), joint.ofMean(values.get(m), resampled[m]).interval());
    }
    Coverages coverages = Coverages.of(evaluations, coverageBootstrap);
    intervals.put(Metric.P90_COVERAGE, joint.ofCoverage(coverages).interval());
    intervals.replaceAll((metric, interval) -> interval.within(metric.range()));
    return intervals;
  }
}
