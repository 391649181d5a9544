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
 * @param options what the model has in place of the options of all, each as {@code key=value}; none
 *     in results of a program that did not write it
 */
public record TrainingInfo(
    long seed,
    String model,
    int epochs,
    int bestEpoch,
    double validation,
    double trainSeconds,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> options) {
  /** Copies the list. */
  public TrainingInfo {
    options = options == null ? List.of() : List.copyOf(options);
  }
}
