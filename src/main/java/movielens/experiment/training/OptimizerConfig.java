package movielens.experiment.training;

/**
 * AdamW with warm-up, cosine decay and clipping of the global gradient norm.
 *
 * @param learningRate peak rate
 * @param weightDecay decoupled decay, not applied to biases, norms and the temperature
 * @param warmupFraction share of all steps over which the rate rises linearly, in [0, 1)
 * @param clipNorm largest global gradient norm, positive
 */
public record OptimizerConfig(
    double learningRate, double weightDecay, double warmupFraction, double clipNorm) {}
