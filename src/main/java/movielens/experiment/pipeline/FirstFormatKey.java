package movielens.experiment.pipeline;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import movielens.experiment.evaluation.ModelName;

/**
 * The key that a program before format 2 of the run folder gave to a checkpoint: a hash of every
 * option of that time, also of the path of the data.
 */
final class FirstFormatKey {
  private static final List<String> UNKEYED =
      List.of("save-all", "checkpoint-minutes", "seeds", "models", "bootstrap-resamples");

  private static final List<String> OF_THE_SLICE =
      List.of(
          "genre",
          "min-genre-share",
          "min-genre-events",
          "fine-tune-epochs",
          "fine-tune-learning-rate");

  private FirstFormatKey() {}

  /**
   * The key.
   *
   * @param stored {@code config.yaml} of the run, in its order
   * @param fingerprint of its data
   */
  static String of(Map<String, String> stored, ModelName model, long seed, String fingerprint) {
    Map<String, String> keyed = new LinkedHashMap<>(stored);
    UNKEYED.forEach(keyed::remove);
    if (!model.sliced()) {
      OF_THE_SLICE.forEach(keyed::remove);
    }
    // The only list among them, hashed as Java writes lists.
    keyed.computeIfPresent("negatives", (key, list) -> List.of(list.split(",")).toString());
    return String.join(
        "|", OptionValues.hash(keyed), fingerprint, model.label(), Long.toString(seed));
  }
}
