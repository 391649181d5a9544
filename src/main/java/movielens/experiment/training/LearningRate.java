package movielens.experiment.training;

/**
 * Linear warm-up, then half a cosine down to zero, over the whole of training (Loshchilov and
 * Hutter, ICLR 2017).
 */
final class LearningRate {
  private final OptimizerConfig config;

  LearningRate(OptimizerConfig config) {
    this.config = config;
  }

  /**
   * The rate of a step.
   *
   * @param progress share of all steps that are done at its end, in (0, 1]
   */
  double at(double progress) {
    double warmup = config.warmupFraction();
    if (progress < warmup) {
      return config.learningRate() * progress / warmup;
    }
    double done = (progress - warmup) / (1 - warmup);
    return config.learningRate() * 0.5 * (1 + Math.cos(Math.PI * Math.min(1, done)));
  }
}
