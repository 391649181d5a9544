package movielens.experiment.evaluation;

import java.util.Arrays;
import java.util.List;

/**
 * {@link Metric#P90_COVERAGE}, or a difference in it, and what it is in resamples of the users.
 *
 * @param perSeed the value under each seed
 * @param resampled {@code resampled[seed][resample]}, the same users in a resample of every seed
 *     and model
 */
record Coverages(double[] perSeed, double[][] resampled) {
  /** Each resample recounts all top-10 slots. */
  static final int MAX_RESAMPLES = 1_000;

  /** The coverage of a model's evaluations, one per seed. */
  static Coverages of(List<Evaluation> evaluations, Bootstrap bootstrap) {
    int[][][] items = evaluations.stream().map(each -> each.top().items()).toArray(int[][][]::new);
    int catalogSize = evaluations.get(0).panel().catalog().size();
    return new Coverages(
        evaluations.stream().mapToDouble(each -> each.value(Metric.P90_COVERAGE)).toArray(),
        bootstrap.coverages(new Bootstrap.Slots(items, catalogSize)));
  }

  /** The differences under each seed; see {@link SeededValues#minus}. */
  Coverages minus(Coverages other) {
    int seeds = SeededValues.pairedSeeds(perSeed.length, other.perSeed.length);
    double[] differences = new double[seeds];
    double[][] resampledDifferences = new double[seeds][];
    for (int seed = 0; seed < seeds; seed++) {
      int ofThis = seed % perSeed.length;
      int ofOther = seed % other.perSeed.length;
      differences[seed] = perSeed[ofThis] - other.perSeed[ofOther];
      resampledDifferences[seed] = minus(resampled[ofThis], other.resampled[ofOther]);
    }
    return new Coverages(differences, resampledDifferences);
  }

  /** The value over seeds as if it were that of one. */
  Coverages averaged() {
    return new Coverages(new double[] {Evaluation.mean(perSeed)}, new double[][] {overSeeds()});
  }

  /** The 95% interval over users. */
  Interval interval() {
    Interval interval = Interval.of(overSeeds());
    return new Interval(interval.low() + shift(), interval.high() + shift());
  }

  /** The value over seeds in each resample, without bias. */
  double[] recentred() {
    double shift = shift();
    return Arrays.stream(overSeeds()).map(mean -> mean + shift).toArray();
  }

  /**
   * A resample has fewer different lists than the users it is drawn from, and so covers less; to
   * take that bias out, all are moved so that the observed value is their mean.
   */
  private double shift() {
    double[] means = overSeeds();
    return Evaluation.mean(perSeed) - Arrays.stream(means).sum() / means.length;
  }

  /** The mean over seeds in each resample. */
  private double[] overSeeds() {
    double[] means = new double[resampled[0].length];
    for (double[] ofSeed : resampled) {
      for (int resample = 0; resample < means.length; resample++) {
        means[resample] += ofSeed[resample];
      }
    }
    Arrays.setAll(means, resample -> means[resample] / resampled.length);
    return means;
  }

  /**
   * The standard error that comes from the seeds alone, as in {@link SeededValues#seedError()}. How
   * much users make the seeds differ by chance is seen in the resamples.
   */
  double seedError() {
    double[] means = overSeeds();
    double ofRest = 0;
    for (double[] ofSeed : resampled) {
      double sd = means.length == 1 ? 0 : SeedSummary.of(minus(ofSeed, means)).sd();
      ofRest += sd * sd / Math.max(1, resampled.length - 1);
    }
    return SeededValues.seedError(perSeed, ofRest);
  }

  private static double[] minus(double[] a, double[] b) {
    double[] differences = new double[a.length];
    Arrays.setAll(differences, i -> a[i] - b[i]);
    return differences;
  }
}
