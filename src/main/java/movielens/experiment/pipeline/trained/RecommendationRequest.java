package movielens.experiment.pipeline.trained;

import java.util.Optional;
import movielens.experiment.evaluation.ModelName;

/**
 * What is asked of a finished run.
 *
 * @param audience for whom
 * @param model by which model; empty for distilled where the run has it, else the run's first
 * @param seed of which seed; empty for the run's first
 * @param count how many movies at most, positive
 * @param genreOnly whether models that know all movies rank those of the run's genre only
 */
public record RecommendationRequest(
    Audience audience,
    Optional<ModelName> model,
    Optional<Long> seed,
    int count,
    boolean genreOnly) {}
