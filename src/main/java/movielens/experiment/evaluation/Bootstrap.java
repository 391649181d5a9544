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
  private final long[] resampleSeeds;

  Bootstrap(int resamples, long seed) {
    if (resamples < 1) {
      throw new IllegalArgumentException("resamples must be positive: " + resamples);
    }
    SplittableRandom seeds = new SplittableRandom(seed);
    resampleSeeds = seeds.longs(resamples).toArray();
  }

  /**
   * Percentile intervals of means over users, all from the same resamples.
   *
   * @param values {@code values[metric][user]}
   * @return one interval per metric
   */
  Interval[] ofMeans(double[][] values) {
    return Arrays.stream(means(values)).map(Interval::of).toArray(Interval[]::new);
  }

  /**
   * Means over users in each resample.
   *
   * @param values {@code values[metric][user]}
   * @return {@code means[metric][resample]}
   */
  double[][] means(double[][] values) {
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
    return means;
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
   * Coverage under each seed in each resample.
   *
   * @return {@code coverages[seed][resample]}
   */
  double[][] coverages(Slots slots) {
    double[][] coverages = new double[slots.itemsOfSeed().length][resampleSeeds.length];
    IntStream.range(0, resampleSeeds.length)
        .parallel()
        .forEach(
            resample -> {
              int[] times = times(slots.users(), resampleSeeds[resample]);
              for (int seed = 0; seed < coverages.length; seed++) {
                coverages[seed][resample] = slots.coverage(seed, times);
              }
            });
    return coverages;
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

    /** Coverage of users who count several times, under one of the seeds. */
    double coverage(int seed, int[] times) {
      int[][] lists = itemsOfSeed[seed];
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
      return (double) Coverage.p90Items(counts, slots) / catalogSize;
    }
  }
}
