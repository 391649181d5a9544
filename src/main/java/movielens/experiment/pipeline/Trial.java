package movielens.experiment.pipeline;

/**
 * One configuration of an ablation.
 *
 * @param name what is different in it, e.g. {@code objective=next-action}
 * @param config the whole configuration
 */
public record Trial(String name, ExperimentConfig config) {}
