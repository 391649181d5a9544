package movielens.experiment.pipeline.ablation;

import movielens.experiment.pipeline.ExperimentConfig;

/**
 * One configuration of an ablation.
 *
 * @param name what is different in it, e.g. {@code objective=next-action}
 * @param config the whole configuration
 */
public record Trial(String name, ExperimentConfig config) {}
