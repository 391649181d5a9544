package movielens.experiment.training;

/**
 * How users' events become the windows of a batch.
 *
 * @param size most windows per batch
 * @param overlap events that a window has of the one before it, as context; not negative, below the
 *     window
 * @param order which windows meet in a batch
 */
public record Batching(int size, int overlap, BatchOrder order) {
  /** Windows without overlap, in batches of about one length. */
  public static Batching of(int size) {
    return new Batching(size, 0, BatchOrder.BY_LENGTH);
  }

  /** The same in batches of so many windows. */
  Batching withSize(int otherSize) {
    return new Batching(otherSize, overlap, order);
  }
}
