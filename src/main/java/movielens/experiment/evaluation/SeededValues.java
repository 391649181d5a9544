package movielens.experiment.evaluation;

import java.util.Arrays;
import java.util.List;

/**
 * One metric of every user under every seed.
 *
 * @param values {@code values[seed][user]}, at least one of each
 */
public record SeededValues(double[][] values) {
  /** A per-user metric of a model's evaluations, one per seed. */
  static SeededValues of(List<Evaluation> evaluations, Metric metric) {
    return new SeededValues(
        evaluations.stream().map(each -> each.perUser(metric)).toArray(double[][]::new));
  }

  /** How many seeds there are. */
  public int seeds() {
    return values.length;
  }

  /** How many users there are. */
  public int users() {
    return values[0].length;
  }

  /** Each user's mean over the seeds. */
  public double[] perUser() {
    double[] mean = new double[users()];
    for (double[] ofSeed : values) {
      for (int user = 0; user < mean.length; user++) {
        mean[user] += ofSeed[user] / seeds();
      }
    }
    return mean;
  }

  /**
   * The differences under each seed. A model with one seed alone stands against each seed of the
   * other.
   *
   * @throws IllegalArgumentException when they have several seeds each, and not as many
   */
  SeededValues minus(SeededValues other) {
    int seeds = pairedSeeds(seeds(), other.seeds());
    double[][] differences = new double[seeds][users()];
    for (int seed = 0; seed < seeds; seed++) {
      double[] a = values[seed % seeds()];
      double[] b = other.values[seed % other.seeds()];
      Arrays.setAll(differences[seed], user -> a[user] - b[user]);
    }
    return new SeededValues(differences);
  }

  /** The mean of each value and its like of another model, under the same seeds. */
  SeededValues meanWith(SeededValues other) {
    double[][] means = new double[seeds()][users()];
    for (int seed = 0; seed < seeds(); seed++) {
      double[] a = values[seed];
      double[] b = other.values[seed];
      Arrays.setAll(means[seed], user -> (a[user] + b[user]) / 2);
    }
    return new SeededValues(means);
  }

  /**
   * How many seeds a pair of models has.
   *
   * @throws IllegalArgumentException when they have several seeds each, and not as many
   */
  static int pairedSeeds(int a, int b) {
    if (a != b && a != 1 && b != 1) {
      throw new IllegalArgumentException(
          "models of " + a + " and of " + b + " seeds cannot be paired by seed");
    }
    return Math.max(a, b);
  }

  /**
   * The standard error of the mean that comes from the seeds alone: the variance of the seeds'
   * means, less what the users' chance reactions to a seed make of it, over the number of seeds.
   * Searle, Casella and McCulloch, "Variance Components", 1992, section 4.7 (the model without
   * interaction); 0 with one seed.
   */
  double seedError() {
    if (seeds() == 1) {
      return 0;
    }
    double[] perUser = perUser();
    double mean = Evaluation.mean(perUser);
    double[] perSeed = Arrays.stream(values).mapToDouble(Evaluation::mean).toArray();
    double squares = 0;
    for (int seed = 0; seed < seeds(); seed++) {
      for (int user = 0; user < users(); user++) {
        double rest = values[seed][user] - perUser[user] - perSeed[seed] + mean;
        squares += rest * rest;
      }
    }
    double ofRest = squares / (seeds() - 1) / Math.max(1, users() - 1) / users();
    return seedError(perSeed, ofRest);
  }

  /**
   * The same of any statistic.
   *
   * @param perSeed the statistic under each seed
   * @param ofRest variance that {@code perSeed} would have if seeds changed nothing for users in
   *     general
   */
  static double seedError(double[] perSeed, double ofRest) {
    if (perSeed.length == 1) {
      return 0;
    }
    double sd = SeedSummary.of(perSeed).sd();
    return Math.sqrt(Math.max(0, sd * sd - ofRest) / perSeed.length);
  }
}
