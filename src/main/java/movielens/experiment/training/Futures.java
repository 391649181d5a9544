package movielens.experiment.training;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** What other threads compute. */
final class Futures {
  private Futures() {}

  /** Waits for a result; what went wrong instead is thrown as it was. */
  static <T> T get(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof RuntimeException problem ? problem : e;
    }
  }

  /** Waits for the end, however it went. */
  static void await(CompletableFuture<?> future) {
    future.handle((result, problem) -> null).join();
  }
}
