package movielens.experiment.sweep;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import movielens.experiment.evaluation.ModelName;

/** What the trainings of a sweep are for. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Purpose.Runs.class, name = "runs"),
  @JsonSubTypes.Type(value = Purpose.Trials.class, name = "trials")
})
sealed interface Purpose {
  /** The run folders that {@code run} would make. */
  record Runs() implements Purpose {}

  /**
   * The table that {@code ablate} would make.
   *
   * @param model that the trials train
   * @param rehearsal whether they are judged on what a rehearsal keeps back
   */
  record Trials(ModelName model, boolean rehearsal) implements Purpose {}
}
