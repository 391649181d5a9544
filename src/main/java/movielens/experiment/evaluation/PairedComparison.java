package movielens.experiment.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Compares two models on the same users, metric by metric. Each user is averaged over seeds first,
 * so that a user counts once however many runs there are; the intervals therefore speak of other
 * users, not of other seeds (see {@link SeedSummary} for those).
 *
 * <p>Intervals are 95% percentile bootstrap intervals over user resamples, the same resamples for
 * all metrics. That of {@code p90_coverage@10} comes from at most {@value #MAX_COVERAGE_RESAMPLES}
 * resamples, since each recounts all top-10 slots, and is recentred for the bias of resampled
 * coverage.
 */
public final class PairedComparison {
  private static final int MAX_COVERAGE_RESAMPLES = 1_000;

  private final int resamples;
  private final long seed;

  /**
   * A comparison that draws the same resamples whenever it has the same seed.
   *
   * @param resamples user resamples of each interval, positive
   * @param seed of the resamples
   */
  public PairedComparison(int resamples, long seed) {
    if (resamples < 1) {
      throw new IllegalArgumentException("resamples must be positive: " + resamples);
    }
    this.resamples = resamples;
    this.seed = seed;
  }

  /**
   * Compares two models in all metrics.
   *
   * @param a label of the first model
   * @param ofA its evaluations, one per seed
   * @param b label of the second model
   * @param ofB its evaluations, one per seed; the two may have different numbers of seeds
   * @return one comparison per metric, in the order of {@link Metric}
   * @throws IllegalArgumentException when they were not judged in the same view on the same users
   */
  public List<PairedDifference> compare(
      String a, List<Evaluation> ofA, String b, List<Evaluation> ofB) {
    View view = ofA.get(0).panel().view();
    int[] users = ofA.get(0).panel().userIds();
    requireSame(view, users, ofA);
    requireSame(view, users, ofB);
    List<Metric> perUser = Arrays.stream(Metric.values()).filter(Metric::perUser).toList();
    double[][] differences = new double[perUser.size()][];
    for (int m = 0; m < differences.length; m++) {
      differences[m] = minus(seedMean(ofA, perUser.get(m)), seedMean(ofB, perUser.get(m)));
    }
    List<UserStatistics.Difference> tested =
        new UserStatistics(resamples, seed).differences(differences);

    List<PairedDifference> comparisons = new ArrayList<>();
    for (Metric metric : Metric.values()) {
      UserStatistics.Difference test =
          metric.perUser() ? tested.get(perUser.indexOf(metric)) : coverage(ofA, ofB);
      comparisons.add(
          new PairedDifference(
              view,
              metric,
              a,
              b,
              SeedSummary.of(ofA, metric).mean() - SeedSummary.of(ofB, metric).mean(),
              test.low(),
              test.high(),
              test.p(),
              test.pHolm(),
              users.length));
    }
    return List.copyOf(comparisons);
  }

  /**
   * Each user's difference, for plots.
   *
   * @param ofA evaluations of the first model, one per seed
   * @param ofB evaluations of the second model, one per seed, on the same users
   * @param metric a per-user metric
   * @return a − b per user in the order of the panel, each averaged over its seeds
   */
  public static double[] differencePerUser(
      List<Evaluation> ofA, List<Evaluation> ofB, Metric metric) {
    requireSame(ofA.get(0).panel().view(), ofA.get(0).panel().userIds(), ofB);
    return minus(seedMean(ofA, metric), seedMean(ofB, metric));
  }

  /** Coverage is one number for all users: it has an interval but no test. */
  private UserStatistics.Difference coverage(List<Evaluation> ofA, List<Evaluation> ofB) {
    Bootstrap.Interval interval =
        new Bootstrap(Math.min(resamples, MAX_COVERAGE_RESAMPLES), seed)
            .ofCoverage(slots(ofA), slots(ofB));
    double difference =
        SeedSummary.of(ofA, Metric.P90_COVERAGE).mean()
            - SeedSummary.of(ofB, Metric.P90_COVERAGE).mean();
    return new UserStatistics.Difference(
        difference, interval.low(), interval.high(), Double.NaN, Double.NaN);
  }

  private static Bootstrap.Slots slots(List<Evaluation> evaluations) {
    int[][][] items = evaluations.stream().map(each -> each.top().items()).toArray(int[][][]::new);
    return new Bootstrap.Slots(items, evaluations.get(0).panel().catalog().size());
  }

  private static double[] seedMean(List<Evaluation> evaluations, Metric metric) {
    double[] mean = new double[evaluations.get(0).panel().users()];
    for (Evaluation evaluation : evaluations) {
      double[] values = evaluation.perUser(metric);
      for (int user = 0; user < mean.length; user++) {
        mean[user] += values[user] / evaluations.size();
      }
    }
    return mean;
  }

  private static double[] minus(double[] a, double[] b) {
    double[] difference = new double[a.length];
    Arrays.setAll(difference, i -> a[i] - b[i]);
    return difference;
  }

  private static void requireSame(View view, int[] users, List<Evaluation> evaluations) {
    for (Evaluation evaluation : evaluations) {
      Panel panel = evaluation.panel();
      if (panel.view() != view || !Arrays.equals(panel.userIds(), users)) {
        throw new IllegalArgumentException("compared models were judged on different panels");
      }
    }
  }
}
