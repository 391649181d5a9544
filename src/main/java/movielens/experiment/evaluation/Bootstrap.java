package movielens.experiment.evaluation;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Resamples users with replacement. Each resample draws from its own generator, so the result
 * depends on the seed only, not on threads. Efron and Tibshirani, "An Introduction to the
 * Bootstrap", 1993.
 */
final class Bootstrap {
  private static final double TAIL = 0.025;

  private final long[] resampleSeeds;

  Bootstrap(int resamples, long seed) {
    if (resamples < 1) {
      throw new IllegalArgumentException("resamples must be positive: " + resamples);
    }
    SplittableRandom seeds = new SplittableRandom(seed);
    resampleSeeds = seeds.longs(resamples).toArray();
  }

  /** Ends of a 95% interval. */
  record Interval(double low, double high) {
    /** The 2.5% and 97.5% quantiles, interpolated linearly between order statistics. */
    static Interval of(double[] values) {
      double[] sorted = values.clone();
      Arrays.sort(sorted);
      return new Interval(quantile(sorted, TAIL), quantile(sorted, 1 - TAIL));
    }

    private static double quantile(double[] sorted, double share) {
      double place = share * (sorted.length - 1);
      int below = (int) place;
      int above = Math.min(below + 1, sorted.length - 1);
      return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
  }

  /**
   * Percentile intervals of means over users, all from the same resamples.
   *
   * @param values {@code values[metric][user]}
   * @return one interval per metric
   */
  Interval[] ofMeans(double[][] values) {
    int metrics = values.length;
    int users = values[0].length;
    double[] interleaved = new double[users * metrics];
    for (int user = 0; user < users; user++) {
      for (int metric = 0; metric < metrics; metric++) {
        interleaved[user * metrics + metric] = values[metric][user];
      }
    }
    double[][] means = new double[metrics][resampleSeeds.length];
    IntStream.range(0, resampleSeeds.length)
        .parallel()
        .forEach(
            resample -> {
              double[] sums = sums(interleaved, users, metrics, resampleSeeds[resample]);
              for (int metric = 0; metric < metrics; metric++) {
                means[metric][resample] = sums[metric] / users;
              }
            });
    return Arrays.stream(means).map(Interval::of).toArray(Interval[]::new);
  }

  private static double[] sums(double[] interleaved, int users, int metrics, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] sums = new double[metrics];
    for (int draw = 0; draw < users; draw++) {
      int from = random.nextInt(users) * metrics;
      for (int metric = 0; metric < metrics; metric++) {
        sums[metric] += interleaved[from + metric];
      }
    }
    return sums;
  }

  /**
   * Interval of a difference in {@link Metric#P90_COVERAGE}, recomputed from the top-10 lists of
   * each resample of users, the same users for both models. A resample has fewer different lists
   * than the users it is drawn from, and so covers less; to take that bias out, the interval is
   * moved so that the resampled differences have the observed one as their mean.
   *
   * @param a the first model's top-10 slots
   * @param b the second model's, of the same users
   */
  Interval ofCoverage(Slots a, Slots b) {
    double[] differences =
        IntStream.range(0, resampleSeeds.length)
            .parallel()
            .mapToDouble(
                resample -> {
                  int[] times = times(a.users(), resampleSeeds[resample]);
                  return a.coverage(times) - b.coverage(times);
                })
            .toArray();
    int[] once = new int[a.users()];
    Arrays.fill(once, 1);
    double observed = a.coverage(once) - b.coverage(once);
    double shift = observed - Arrays.stream(differences).sum() / differences.length;
    Interval interval = Interval.of(differences);
    return new Interval(interval.low() + shift, interval.high() + shift);
  }

  /** How often each user is drawn. */
  private static int[] times(int users, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] times = new int[users];
    for (int draw = 0; draw < users; draw++) {
      times[random.nextInt(users)]++;
    }
    return times;
  }

  /**
   * The top-10 lists of one model.
   *
   * @param itemsOfSeed {@code itemsOfSeed[seed][user]}, best first
   * @param catalogSize number of items, V
   */
  record Slots(int[][][] itemsOfSeed, int catalogSize) {
    int users() {
      return itemsOfSeed[0].length;
    }

    /** Coverage of users who count several times, averaged over seeds. */
    double coverage(int[] times) {
      double sum = 0;
      for (int[][] lists : itemsOfSeed) {
        int[] counts = new int[catalogSize + 1];
        long slots = 0;
        for (int user = 0; user < lists.length; user++) {
          if (times[user] > 0) {
            int depth = Math.min(Metric.P90_COVERAGE.depth(), lists[user].length);
            for (int rank = 0; rank < depth; rank++) {
              counts[lists[user][rank]] += times[user];
            }
            slots += (long) depth * times[user];
          }
        }
        sum += (double) Coverage.p90Items(counts, slots) / catalogSize;
      }
      return sum / itemsOfSeed.length;
    }
  }
}
