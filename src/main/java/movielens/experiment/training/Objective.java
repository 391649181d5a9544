package movielens.experiment.training;

/**
 * Which positions of a window predict, and what. See PinnerFormer (Pancha et al., KDD 2022),
 * section 3.4.
 */
public sealed interface Objective {
  /**
   * Every position predicts one event drawn from the following {@code horizonDays}; the next one
   * when there is none.
   *
   * @param horizonDays positive
   */
  record DenseAllAction(double horizonDays) implements Objective {}

  /**
   * The last position of each window predicts one event drawn from the following {@code
   * horizonDays}.
   *
   * @param horizonDays positive
   */
  record AllAction(double horizonDays) implements Objective {}

  /**
   * Every position predicts the next event.
   *
   * @param horizonDays span in which a user's other events are not used as negatives, positive
   */
  record NextAction(double horizonDays) implements Objective {}
}
