package movielens.experiment.pipeline;

/**
 * A person's wish that a run stop, and what the run says about when it can. Every file of a run is
 * written whole or not at all, so the process may end at any moment without harm; only in training
 * is it worth waiting for the step in hand and a checkpoint.
 */
@FunctionalInterface
public interface StopRequest {
  /** Whether to stop; once true it stays so. */
  boolean made();

  /** From now on {@link #made} is asked after each step, and a checkpoint precedes the end. */
  default void endsAfterStep() {}

  /**
   * From now on the process may end at once.
   *
   * @param lastWords what it shall say then
   */
  default void endsAtOnce(String lastWords) {}
}
