package movielens.experiment.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What one value per user and metric says of users in general: means and paired differences, with
 * 95% percentile bootstrap intervals over user resamples, the same resamples for all metrics.
 */
public final class UserStatistics {
  private final int resamples;
  private final long seed;

  /**
   * Statistics that draw the same resamples whenever they have the same seed.
   *
   * @param resamples user resamples of each interval, positive
   * @param seed of the resamples
   */
  public UserStatistics(int resamples, long seed) {
    if (resamples < 1) {
      throw new IllegalArgumentException("resamples must be positive: " + resamples);
    }
    this.resamples = resamples;
    this.seed = seed;
  }

  /**
   * A mean over users.
   *
   * @param value the mean
   * @param low lower end of its 95% interval
   * @param high upper end of its 95% interval
   */
  public record Mean(double value, double low, double high) {}

  /**
   * A mean of paired differences.
   *
   * @param value the mean
   * @param low lower end of its 95% interval
   * @param high upper end of its 95% interval
   * @param p two-sided Wilcoxon signed-rank p, in [0, 1]
   * @param pHolm {@code p} corrected for testing all the metrics
   */
  public record Difference(double value, double low, double high, double p, double pHolm) {}

  /**
   * The mean of each metric.
   *
   * @param values {@code values[metric][user]}, at least one metric and one user
   */
  public List<Mean> means(double[][] values) {
    Interval[] intervals = new Bootstrap(resamples, seed).ofMeans(values);
    List<Mean> means = new ArrayList<>();
    for (int m = 0; m < values.length; m++) {
      means.add(new Mean(Evaluation.mean(values[m]), intervals[m].low(), intervals[m].high()));
    }
    return List.copyOf(means);
  }

  /**
   * The mean difference of each metric, tested against none.
   *
   * @param differences {@code differences[metric][user]}, at least one metric and one user
   */
  public List<Difference> differences(double[][] differences) {
    return differences(differences, new Bootstrap(resamples, seed).means(differences));
  }

  /**
   * The same with resamples that were made already.
   *
   * @param resampled {@code resampled[metric][resample]}, means of resampled users
   */
  static List<Difference> differences(double[][] differences, double[][] resampled) {
    double[] p = Arrays.stream(differences).mapToDouble(WilcoxonSignedRank::twoSidedP).toArray();
    double[] pHolm = HolmCorrection.adjust(p);
    List<Difference> results = new ArrayList<>();
    for (int m = 0; m < differences.length; m++) {
      Interval interval = Interval.of(resampled[m]);
      results.add(
          new Difference(
              Evaluation.mean(differences[m]), interval.low(), interval.high(), p[m], pHolm[m]));
    }
    return List.copyOf(results);
  }
}
