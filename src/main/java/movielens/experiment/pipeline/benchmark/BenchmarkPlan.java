package movielens.experiment.pipeline.benchmark;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import movielens.experiment.model.EncoderConfig;
import movielens.experiment.pipeline.ConfigOptions;
import movielens.experiment.pipeline.DeviceChoice;
import movielens.experiment.training.loss.Negatives;

/**
 * What is measured, and how large it is.
 *
 * @param stages which parts
 * @param users of the release, and users who are ranked for
 * @param movies of the release, of the model's vocabulary and of the ranked catalogue
 * @param events ratings of the release; {@code events / users} are a user's history in ranking
 * @param encoder shape of the model
 * @param batchSize windows of a training step, each of {@code encoder.window()} events
 * @param negatives of the sampled softmax
 * @param warmUp repetitions that are not counted
 * @param repetitions that are
 * @param device where it is computed
 * @param threads of the engine, 0 for its own choice
 */
public record BenchmarkPlan(
    Set<Stage> stages,
    int users,
    int movies,
    long events,
    EncoderConfig encoder,
    int batchSize,
    Negatives negatives,
    int warmUp,
    int repetitions,
    DeviceChoice device,
    int threads) {
  /** What can be measured. */
  public enum Stage {
    /** Reading a release, ordering and splitting it. */
    LOAD,
    /** Steps of training on full windows. */
    TRAIN,
    /** Embedding users, and the exact top 50 of the catalogue for each. */
    RANK;
  }

  /** The sizes by the names of the options that set them. */
  Map<String, Object> sizes() {
    Map<String, Object> sizes = new LinkedHashMap<>();
    sizes.put("users", users);
    sizes.put("movies", movies);
    sizes.put("events", events);
    sizes.put("dim", encoder.dim());
    sizes.put("layers", encoder.layers());
    sizes.put("heads", encoder.heads());
    sizes.put("feed-forward", encoder.feedForward());
    sizes.put("dropout", encoder.dropout());
    sizes.put("window", encoder.window());
    sizes.put("kernels", ConfigOptions.label(encoder.kernels()));
    sizes.put("precision", ConfigOptions.label(encoder.precision()));
    sizes.put("batch-size", batchSize);
    sizes.put("negatives", negatives.uniform() + negatives.inBatch());
    sizes.put("warm-up", warmUp);
    sizes.put("repetitions", repetitions);
    return sizes;
  }
}
