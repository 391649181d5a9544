package movielens.experiment.pipeline;

import movielens.experiment.console.Progress;
import movielens.experiment.data.MovieLens;
import movielens.experiment.pipeline.judging.Everybody;

/**
 * What an experiment needs whatever its slice is, so that several slices share it.
 *
 * @param whole the data, in order and split
 * @param baselines fitted on everybody
 * @param everybody judges models on everybody
 * @param timings wall seconds of making this
 */
public record SharedData(
    PreparedData whole, Baselines baselines, Everybody everybody, Timings timings) {
  /**
   * Reads, orders and splits the data.
   *
   * @throws movielens.experiment.data.DataException when it is missing, malformed or unfit
   */
  public static SharedData of(ExperimentConfig config, Progress progress) {
    Timings timings = new Timings();
    MovieLens data =
        timings.timed(
            "load",
            () -> progress.during("read data", () -> PreparedData.load(config.data(), progress)));
    PreparedData whole =
        progress.during("order and split", () -> PreparedData.whole(data, config, timings));
    return new SharedData(
        whole,
        new Baselines(whole.validating(config, whole.split()), config.baselines()),
        new Everybody(whole.split(), config.cutOffs()),
        timings);
  }
}
