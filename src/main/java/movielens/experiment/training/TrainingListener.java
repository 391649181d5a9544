package movielens.experiment.training;

/** Follows training, and may ask it to stop. */
public interface TrainingListener {
  /**
   * Called after each step.
   *
   * @param epoch 1-based
   * @param batch batches done in this epoch
   * @param batches batches of this epoch
   */
  default void step(int epoch, int batch, int batches) {}

  /** Called after each epoch, after validation. */
  default void epoch(EpochRecord record) {}

  /**
   * Asked after each step; true makes training write a checkpoint and throw {@link
   * TrainingInterrupted}.
   */
  default boolean stopRequested() {
    return false;
  }
}
