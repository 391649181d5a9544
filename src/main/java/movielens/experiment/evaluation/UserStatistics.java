package movielens.experiment.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What one value per user, seed and metric says of users and seeds in general: means and paired
 * differences of two runs, with 95% intervals. All metrics have the same resamples of users.
 */
public final class UserStatistics {
  private final int resamples;
  private final long seed;
  private final JointBootstrap joint;

  /**
   * Statistics that draw the same resamples whenever they have the same seed.
   *
   * @param resamples user resamples of each interval, and sign patterns of each test, positive
   * @param seed of the resamples
   */
  public UserStatistics(int resamples, long seed) {
    if (resamples < 1) {
      throw new IllegalArgumentException("resamples must be positive: " + resamples);
    }
    this.resamples = resamples;
    this.seed = seed;
    this.joint = new JointBootstrap(seed);
  }

  /**
   * One metric of a model.
   *
   * @param label name of the metric, also one that this version does not know
   * @param values of every user under every seed
   */
  public record Measured(String label, SeededValues values) {
    private Optional<Metric> metric() {
      return Metric.of(label);
    }
  }

  /**
   * A mean over users and seeds.
   *
   * @param value the mean
   * @param low lower end of its 95% bootstrap interval over users
   * @param high upper end
   * @param interval 95%, over users and seeds
   */
  public record Mean(double value, double low, double high, Interval interval) {}

  /**
   * A mean of paired differences, each user averaged over seeds.
   *
   * @param value the mean
   * @param low lower end of its 95% bootstrap interval over users
   * @param high upper end
   * @param p two-sided Wilcoxon signed-rank p, in [0, 1]
   * @param pHolm {@code p} corrected for testing all the metrics
   */
  public record Difference(double value, double low, double high, double p, double pHolm) {}

  /**
   * A difference, and what other users and other seeds would say of it.
   *
   * @param ofUsers the difference
   * @param certainty how sure it is
   */
  public record Tested(Difference ofUsers, Certainty certainty) {}

  /**
   * The mean of each metric.
   *
   * @param measured at least one metric, all of the same users
   */
  public List<Mean> means(List<Measured> measured) {
    double[][] perUser =
        measured.stream().map(each -> each.values().perUser()).toArray(double[][]::new);
    double[][] resampled = new Bootstrap(resamples, seed).means(perUser);
    List<Mean> means = new ArrayList<>();
    for (int m = 0; m < perUser.length; m++) {
      Interval users = Interval.of(resampled[m]);
      Interval both = joint.ofMean(measured.get(m).values(), resampled[m]).interval();
      means.add(
          new Mean(
              Evaluation.mean(perUser[m]),
              users.low(),
              users.high(),
              measured.get(m).metric().map(Metric::range).map(both::within).orElse(both)));
    }
    return List.copyOf(means);
  }

  /**
   * The mean difference of each metric, a − b, tested against none.
   *
   * @param a at least one metric, all of the same users
   * @param b the same metrics of the same users in the same order; with other seeds, as may be
   * @param margin a difference below it, in a metric from 0 to 1, is none that matters
   */
  public List<Tested> differences(List<Measured> a, List<Measured> b, double margin) {
    double[][] differences = new double[a.size()][];
    for (int m = 0; m < differences.length; m++) {
      differences[m] = minus(a.get(m).values().perUser(), b.get(m).values().perUser());
    }
    double[][] resampled = new Bootstrap(resamples, seed).means(differences);
    List<Difference> ofUsers = differences(differences, resampled);
    List<Tested> tested = new ArrayList<>();
    for (int m = 0; m < differences.length; m++) {
      JointResamples joined =
          joint.ofDifference(a.get(m).values(), b.get(m).values(), resampled[m]);
      tested.add(
          new Tested(
              ofUsers.get(m),
              Certainty.of(
                  a.get(m).metric(),
                  differences[m],
                  joined,
                  margin,
                  SignFlips.twoSidedP(differences[m], resamples, seed))));
    }
    return List.copyOf(tested);
  }

  private static double[] minus(double[] a, double[] b) {
    double[] difference = new double[a.length];
    Arrays.setAll(difference, i -> Math.abs(a[i] - b[i]) < EffectSize.RESOLUTION ? 0 : a[i] - b[i]);
    return difference;
  }

  /**
   * The mean difference of each metric over users, with resamples that were made already.
   *
   * @param differences {@code differences[metric][user]}, at least one metric and one user
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
