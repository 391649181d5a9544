package movielens.experiment.training;

/**
 * AdamW with warm-up, cosine decay and clipping of the global gradient norm.
 *
 * @param learningRate peak rate
 * @param weightDecay decoupled decay, not applied to biases, norms and the temperature
 * @param warmupFraction share of all steps over which the rate rises linearly, in [0, 1)
 * @param clipNorm largest global gradient norm, positive
 * @param clipping what that is the norm of
 * @param averageDecay share of the average of weights that a step leaves as it was, in [0, 1); the
 *     average is what is evaluated and kept. 0 for no average
 */
public record OptimizerConfig(
    double learningRate,
    double weightDecay,
    double warmupFraction,
    double clipNorm,
    Clipping clipping,
    double averageDecay) {
  /** Clipped by batch, and without an average of weights. */
  public OptimizerConfig(
      double learningRate, double weightDecay, double warmupFraction, double clipNorm) {
    this(learningRate, weightDecay, warmupFraction, clipNorm, Clipping.BATCH, 0);
  }

  /** The same with another peak rate. */
  public OptimizerConfig withLearningRate(double rate) {
    return new OptimizerConfig(rate, weightDecay, warmupFraction, clipNorm, clipping, averageDecay);
  }

  /** Largest norm of the gradient of a batch whose targets weigh so much. */
  double clipNorm(double weight) {
    return clipping == Clipping.WEIGHT ? clipNorm * weight : clipNorm;
  }

  /** Whether an average of weights is evaluated and kept. */
  boolean averages() {
    return averageDecay > 0;
  }
}
