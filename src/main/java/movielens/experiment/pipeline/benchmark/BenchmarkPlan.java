package movielens.experiment.pipeline.benchmark;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import movielens.experiment.model.EncoderConfig;
import movielens.experiment.pipeline.DeviceChoice;
import movielens.experiment.pipeline.RunOption;
import movielens.experiment.training.TrainingConfig;

/**
 * What is measured, and how large it is.
 *
 * @param stages which parts
 * @param users of the release, and users who are ranked for
 * @param movies of the release, of the model's vocabulary and of the ranked catalogue
 * @param events ratings of the release; {@code events / users} are a user's history in ranking
 * @param encoder shape of the model
 * @param training how steps are made, of {@code batchSize} windows of {@code encoder.window()}
 *     events each
 * @param negatives of the sampled softmax, of any kind
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
    TrainingConfig training,
    int negatives,
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
    sizes.put("kernels", RunOption.label(encoder.kernels()));
    sizes.put("precision", RunOption.label(encoder.precision()));
    sizes.put("batch-size", training.batching().size());
    sizes.put("negatives", negatives);
    sizes.put("warm-up", warmUp);
    sizes.put("repetitions", repetitions);
    return sizes;
  }
}
