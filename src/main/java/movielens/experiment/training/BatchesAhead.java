package movielens.experiment.training;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;

/**
 * The batches of an epoch in their order, built by other threads while the steps before them are
 * computed: as many at once as there are builders.
 */
final class BatchesAhead implements AutoCloseable {
  private final List<? extends IntFunction<Batch>> builders;
  private final int end;
  private final Queue<CompletableFuture<Batch>> begun = new ArrayDeque<>();
  private int next;

  /**
   * @param builders each builds the batch at a place; none is called by two threads at once
   * @param first place of the first batch
   * @param end place after that of the last
   */
  BatchesAhead(List<? extends IntFunction<Batch>> builders, int first, int end) {
    this.builders = builders;
    this.end = end;
    next = first;
    builders.forEach(builder -> begin());
  }

  /** The next batch; at most {@code end − first} are there. */
  Batch take() {
    Batch batch = Futures.get(begun.remove());
    // Its builder is free again: places go round.
    begin();
    return batch;
  }

  private void begin() {
    if (next < end) {
      int wanted = next++;
      IntFunction<Batch> builder = builders.get(wanted % builders.size());
      begun.add(CompletableFuture.supplyAsync(() -> builder.apply(wanted)));
    }
  }

  /** Waits for the batches that are being built, so that the builders can be used again. */
  @Override
  public void close() {
    begun.forEach(Futures::await);
  }
}
