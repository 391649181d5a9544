package movielens.experiment.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A person's wish that the program stop. Work that asks for it can write a checkpoint first: the
 * process waits for the end of that work, then leaves with the exit code of the signal.
 *
 * <p>Not an interrupt of the thread, which would close the very file that is being written.
 */
final class Interruption implements BooleanSupplier {
  private static final long PATIENCE_SECONDS = 60;

  private final CountDownLatch finished = new CountDownLatch(1);
  private volatile boolean requested;
  private volatile boolean cooperative;

  /** Listens for the end of the process, which an interrupt from the terminal begins. */
  void listen() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::request, "interruption"));
  }

  /** Declares that the work asks {@link #getAsBoolean} often and stops when it is told to. */
  void cooperate() {
    cooperative = true;
  }

  /** Declares that the work is over and its last word printed. */
  void finished() {
    finished.countDown();
  }

  /** Whether to stop; once true it stays so. */
  @Override
  public boolean getAsBoolean() {
    return requested;
  }

  private void request() {
    requested = true;
    if (cooperative) {
      try {
        boolean unused = finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
