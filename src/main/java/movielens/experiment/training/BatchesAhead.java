package movielens.experiment.training;

import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;

/**
 * The batches of an epoch in their order, each built by another thread while the step before it is
 * computed.
 */
final class BatchesAhead implements AutoCloseable {
  private final IntFunction<Batch> builder;
  private final int end;
  private int place;
  private CompletableFuture<Batch> next;

  /**
   * @param builder builds the batch at a place; never called by two threads at once
   * @param first place of the first batch
   * @param end place after that of the last
   */
  BatchesAhead(IntFunction<Batch> builder, int first, int end) {
    this.builder = builder;
    this.end = end;
    place = first;
    next = begin();
  }

  /** The next batch; at most {@code end − first} are there. */
  Batch take() {
    Batch batch = Futures.get(next);
    place++;
    next = begin();
    return batch;
  }

  private CompletableFuture<Batch> begin() {
    int wanted = place;
    return wanted < end
        ? CompletableFuture.supplyAsync(() -> builder.apply(wanted))
        : CompletableFuture.completedFuture(null);
  }

  /** Waits for a batch that is being built, so that the builder can be used again. */
  @Override
  public void close() {
    Futures.await(next);
  }
}
