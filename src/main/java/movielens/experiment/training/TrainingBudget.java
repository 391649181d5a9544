package movielens.experiment.training;

import movielens.experiment.data.InteractionLog;

/**
 * Gives a small training set as many steps as it needs. The users of one genre fill a handful of
 * batches; in the epochs that suffice for everybody, a model of theirs would hardly have left its
 * random start, and comparing it would measure that. So its batches shrink first, and then epochs
 * and patience grow alike, until {@link Epochs#minSteps} could be taken.
 */
public final class TrainingBudget {
  /** Smaller batches make gradients noisy and steps inefficient. */
  static final int MIN_BATCH = 8;

  private TrainingBudget() {}

  /** The configuration with batch size, epochs and patience that suit a set. */
  static TrainingConfig of(TrainingConfig config, InteractionLog fit, int window) {
    Batching batching = config.batching();
    Epochs epochs = config.epochs();
    long windows = windows(fit, window, batching.overlap());
    if (epochs.minSteps() == 0 || windows == 0) {
      return config;
    }
    double perEpoch = Math.max(1, (double) epochs.minSteps() / epochs.most());
    int smallest = Math.min(MIN_BATCH, batching.size());
    int size = (int) Math.max(smallest, Math.min(batching.size(), Math.floor(windows / perEpoch)));
    long steps = (windows + size - 1) / size;
    int most = (int) Math.max(epochs.most(), (epochs.minSteps() + steps - 1) / steps);
    int patience = (int) Math.ceil(epochs.patience() * ((double) most / epochs.most()) - 1e-9);
    return config.with(batching.withSize(size)).with(epochs.with(most, patience));
  }

  /** The steps that a training of a set takes if it goes to its last epoch. */
  public static long steps(TrainingConfig config, InteractionLog fit, int window) {
    TrainingConfig suited = of(config, fit, window);
    long windows = windows(fit, window, suited.batching().overlap());
    int size = suited.batching().size();
    return suited.epochs().most() * ((windows + size - 1) / size);
  }

  /**
   * The configuration in which a training of a set takes so many steps, or as near as whole epochs
   * and batches come: in whole epochs of batches about as large as before, without an early end.
   */
  public static TrainingConfig ofSteps(
      TrainingConfig config, InteractionLog fit, int window, long steps) {
    Batching batching = config.batching();
    long windows = windows(fit, window, batching.overlap());
    double passes = (double) steps * batching.size() / Math.max(1, windows);
    int number = (int) Math.max(1, Math.round(passes));
    long perEpoch = Math.max(1, Math.round((double) steps / number));
    int size = (int) Math.max(1, (windows + perEpoch - 1) / perEpoch);
    return config.with(batching.withSize(size)).with(config.epochs().exactly(number));
  }

  /** How many windows of at most so many events, that overlap so much, hold everybody's events. */
  static long windows(InteractionLog fit, int window, int overlap) {
    int fresh = window - overlap;
    long windows = 0;
    for (int user = 0; user < fit.users(); user++) {
      int beyondFirst = Math.max(0, fit.size(user) - window);
      windows += Math.min(1, fit.size(user)) + (beyondFirst + fresh - 1) / fresh;
    }
    return windows;
  }
}
