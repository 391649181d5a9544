package movielens.experiment.sweep;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What one process trains.
 *
 * @param number 0, 1, 2 …: what engines call it by
 * @param name what a person calls it by
 * @param run index of its configuration among those of the plan
 * @param slice index of its slice among those of the configuration; −1 for what does not depend on
 *     the slice
 * @param seed of its trainings
 * @param needs tasks that must be done before
 * @param minutes a guess, see {@link movielens.experiment.pipeline.TrainingCost}
 */
record Task(
    @JsonProperty("task") int number,
    String name,
    int run,
    int slice,
    long seed,
    List<Integer> needs,
    double minutes) {
  static final int NO_SLICE = -1;

  /** The first stage needs nothing, the second what is done in the first. */
  boolean ofFirstStage() {
    return needs.isEmpty();
  }

  /** Number and name. */
  String words() {
    return "task %d (%s)".formatted(number, name);
  }
}
