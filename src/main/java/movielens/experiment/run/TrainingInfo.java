package movielens.experiment.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * How one training went.
 *
 * @param seed its seed
 * @param model what was trained
 * @param epochs epochs that were trained
 * @param bestEpoch 1-based epoch whose weights were kept; 0 where they are those of the start
 * @param validation ndcg@10 on the validation part after that epoch; NaN where nobody has a
 *     validation event
 * @param trainSeconds wall seconds of its steps, before an interruption too; validation is not in
 *     them
 * @param options what the model has in place of the options of all, each as {@code key=value}; null
 *     where nothing, and in results of a program that did not write it
 */
public record TrainingInfo(
    long seed,
    String model,
    int epochs,
    int bestEpoch,
    double validation,
    double trainSeconds,
    @JsonInclude(JsonInclude.Include.NON_NULL) List<String> options) {
  /** What it has in place of the options of all; empty where nothing. */
  public List<String> ownOptions() {
    return options == null ? List.of() : options;
  }
}
