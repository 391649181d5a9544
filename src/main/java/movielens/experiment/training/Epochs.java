package movielens.experiment.training;

/**
 * How long a training lasts, and which of its epochs is kept.
 *
 * @param most passes over the windows
 * @param minSteps a set too small for so many steps is trained in smaller batches and more epochs;
 *     see {@link TrainingBudget}; 0 for no such minimum
 * @param patience epochs without a better validation ndcg@10 before training stops; 0 never stops
 *     early
 * @param earlyStop what happens when patience ends
 * @param keepStart whether the weights that training starts from are kept where no epoch is better
 *     on validation
 */
public record Epochs(int most, int minSteps, int patience, EarlyStop earlyStop, boolean keepStart) {
  /** Until patience ends; an epoch is kept, not the start. */
  public static Epochs of(int most, int minSteps, int patience) {
    return new Epochs(most, minSteps, patience, EarlyStop.AT_ONCE, false);
  }

  /** The same with another number of them and another patience. */
  Epochs with(int otherMost, int otherPatience) {
    return new Epochs(otherMost, minSteps, otherPatience, earlyStop, keepStart);
  }

  /** Exactly so many, whatever the set, without an early end. */
  Epochs exactly(int number) {
    return new Epochs(number, 0, 0, earlyStop, keepStart);
  }

  /** At most so many, of a training that goes on from a start which may be kept. */
  public Epochs goingOn(int otherMost, boolean startKept) {
    return new Epochs(otherMost, minSteps, patience, earlyStop, startKept);
  }
}
