package movielens.experiment.training;

/**
 * Linear warm-up, then half a cosine down to zero, over the whole of training (Loshchilov and
 * Hutter, ICLR 2017); where training is cut short, another half cosine down from where it then was.
 */
final class LearningRate {
  private final OptimizerConfig optimizer;
  private final int epochs;
  private final int patience;

  LearningRate(TrainingConfig config) {
    optimizer = config.optimizer();
    epochs = config.epochs().most();
    patience = config.epochs().patience();
  }

  /**
   * The rate of a step.
   *
   * @param done epochs that are done at its end, parts of one included, positive
   * @param coolingFrom epochs that were done when training was cut short, after {@code patience} of
   *     them without progress; 0 where it is not
   */
  double at(double done, int coolingFrom) {
    if (coolingFrom == 0) {
      return planned(done / epochs);
    }
    double best = planned((double) (coolingFrom - patience) / epochs);
    double cooled = (done - coolingFrom) / (lastEpoch(coolingFrom) - coolingFrom);
    return best * halfCosine(cooled);
  }

  /** The last epoch of a training that is, or is not yet, cut short. */
  int lastEpoch(int coolingFrom) {
    return coolingFrom == 0 ? epochs : Math.min(epochs, coolingFrom + patience);
  }

  /**
   * The rate where training goes on to its last epoch.
   *
   * @param progress share of all steps that are done, in (0, 1]
   */
  private double planned(double progress) {
    double warmup = optimizer.warmupFraction();
    return progress < warmup
        ? optimizer.learningRate() * progress / warmup
        : optimizer.learningRate() * halfCosine((progress - warmup) / (1 - warmup));
  }

  private static double halfCosine(double done) {
    return 0.5 * (1 + Math.cos(Math.PI * Math.min(1, done)));
  }
}
