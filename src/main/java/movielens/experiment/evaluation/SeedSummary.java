package movielens.experiment.evaluation;

import java.util.Arrays;
import java.util.List;

/**
 * One metric of one model over its training runs.
 *
 * @param mean mean over seeds
 * @param sd sample standard deviation over seeds (divisor n − 1), NaN for a single seed, which says
 *     nothing of the spread; print it as "–"
 * @param perSeed the value of each seed, in the order of the seeds
 */
public record SeedSummary(double mean, double sd, double[] perSeed) {
  /**
   * Summarises one value per seed.
   *
   * @param perSeed at least one value
   */
  public static SeedSummary of(double... perSeed) {
    if (perSeed.length == 0) {
      throw new IllegalArgumentException("no seed to summarise");
    }
    double mean = Arrays.stream(perSeed).sum() / perSeed.length;
    double squares = 0;
    for (double value : perSeed) {
      squares += (value - mean) * (value - mean);
    }
    double sd = perSeed.length == 1 ? Double.NaN : Math.sqrt(squares / (perSeed.length - 1));
    return new SeedSummary(mean, sd, perSeed.clone());
  }

  /**
   * Summarises a metric of a model.
   *
   * @param evaluations one per seed
   * @param metric any metric
   */
  public static SeedSummary of(List<Evaluation> evaluations, Metric metric) {
    return of(evaluations.stream().mapToDouble(each -> each.value(metric)).toArray());
  }
}
