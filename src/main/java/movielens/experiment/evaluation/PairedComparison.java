package movielens.experiment.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import movielens.experiment.run.Comparison;

/**
 * Compares two models on the same users, metric by metric. Each user is averaged over seeds first,
 * so that a user counts once however many runs there are. {@link Comparison#low} and {@link
 * Comparison#high} therefore speak of other users, not of other seeds; {@link Comparison#certainty}
 * speaks of both.
 *
 * <p>Intervals are 95% percentile bootstrap intervals over user resamples, the same resamples for
 * all metrics. That of {@code p90_coverage@10} comes from at most {@value Coverages#MAX_RESAMPLES}
 * resamples, since each recounts all top-10 slots, and is recentred for the bias of resampled
 * coverage.
 */
public final class PairedComparison {
  private final long seed;
  private final int resamples;
  private final double margin;
  private final Bootstrap bootstrap;
  private final Bootstrap coverageBootstrap;
  private final JointBootstrap joint;

  /**
   * A comparison that draws the same resamples whenever it has the same seed.
   *
   * @param resamples user resamples of each interval, and sign patterns of each test, positive
   * @param seed of the resamples
   * @param margin a difference below it, in a metric from 0 to 1, is none that matters; positive
   */
  public PairedComparison(int resamples, long seed, double margin) {
    if (!(margin > 0)) {
      throw new IllegalArgumentException("the margin must be positive: " + margin);
    }
    this.resamples = resamples;
    this.seed = seed;
    this.margin = margin;
    this.bootstrap = new Bootstrap(resamples, seed);
    this.coverageBootstrap = new Bootstrap(Math.min(resamples, Coverages.MAX_RESAMPLES), seed);
    this.joint = new JointBootstrap(seed);
  }

  /**
   * Compares two models in all metrics.
   *
   * @param a label of the first model
   * @param ofA its evaluations, one per seed
   * @param b label of the second model
   * @param ofB its evaluations, one per seed: as many as of the first model, or one of either
   * @return one comparison per metric, in the order of {@link Panel#metrics}
   * @throws IllegalArgumentException when they were not judged in the same view on the same users,
   *     or when their seeds cannot be paired
   */
  public List<PairedDifference> compare(
      String a, List<Evaluation> ofA, String b, List<Evaluation> ofB) {
    View view = ofA.get(0).panel().view();
    int[] users = ofA.get(0).panel().userIds();
    requireSame(view, users, ofA);
    requireSame(view, users, ofB);
    List<Metric> perUser = Metric.ofUsers(ofA.get(0).panel().metrics());
    double[][] differences =
        perUser.stream()
            .map(metric -> differencePerUser(ofA, ofB, metric))
            .toArray(double[][]::new);
    double[][] resampled = bootstrap.means(differences);
    List<UserStatistics.Difference> tested = UserStatistics.differences(differences, resampled);

    List<PairedDifference> comparisons = new ArrayList<>();
    for (Metric metric : ofA.get(0).panel().metrics()) {
      Tested found;
      if (metric.perUser()) {
        int m = perUser.indexOf(metric);
        SeededValues values = SeededValues.of(ofA, metric).minus(SeededValues.of(ofB, metric));
        JointResamples joined = joint.ofMean(values, resampled[m]);
        found =
            new Tested(
                tested.get(m),
                Certainty.of(
                    Optional.of(metric),
                    differences[m],
                    joined,
                    margin,
                    SignFlips.twoSidedP(differences[m], resamples, seed)));
      } else {
        found = coverage(ofA, ofB);
      }
      comparisons.add(
          new PairedDifference(
              view,
              metric,
              a,
              b,
              SeedSummary.of(ofA, metric).mean() - SeedSummary.of(ofB, metric).mean(),
              found.test().low(),
              found.test().high(),
              found.test().p(),
              found.test().pHolm(),
              users.length,
              found.certainty()));
    }
    return List.copyOf(comparisons);
  }

  private record Tested(UserStatistics.Difference test, Certainty certainty) {}

  /** Coverage is one number for all users: it has intervals but no test. */
  private Tested coverage(List<Evaluation> ofA, List<Evaluation> ofB) {
    Coverages a = Coverages.of(ofA, coverageBootstrap);
    Coverages b = Coverages.of(ofB, coverageBootstrap);
    Coverages difference = a.minus(b);
    Coverages averaged = a.averaged().minus(b.averaged());
    Interval users = averaged.interval();
    return new Tested(
        new UserStatistics.Difference(
            averaged.perSeed()[0], users.low(), users.high(), Double.NaN, Double.NaN),
        new Certainty(
            joint
                .ofCoverage(difference)
                .interval()
                .within(Metric.P90_COVERAGE.rangeOfDifferences()),
            Double.NaN,
            Double.NaN,
            EffectSize.UNKNOWN));
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
    double[] a = SeededValues.of(ofA, metric).perUser();
    double[] b = SeededValues.of(ofB, metric).perUser();
    double[] difference = new double[a.length];
    Arrays.setAll(difference, user -> a[user] - b[user]);
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
