package movielens.experiment.cli;

import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import movielens.experiment.pipeline.StopRequest;

/**
 * A person's wish that the program stop, by Ctrl-C or SIGTERM. Training is given the time to write
 * a checkpoint; everything else ends at once. The exit code is {@link ExitCode#INTERRUPTED} for
 * either signal.
 *
 * <p>Not an interrupt of the thread, which would close the very file that is being written.
 */
final class Interruption implements StopRequest {
  private static final long PATIENCE_SECONDS = 60;
  private static final int STILL_AT_WORK = -1;

  private final PrintStream err;
  private final IntConsumer halt;
  private boolean requested;
  private boolean afterStep;
  private String lastWords = "interrupted";
  private int exitCode = STILL_AT_WORK;

  /**
   * @param err where the last words go
   * @param halt ends the process with an exit code, without shutdown hooks
   */
  Interruption(PrintStream err, IntConsumer halt) {
    this.err = err;
    this.halt = halt;
  }

  /** Listens for the end of the process, which either signal begins. */
  void listen() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::request, "interruption"));
  }

  @Override
  public synchronized boolean made() {
    return requested;
  }

  @Override
  public synchronized void endsAfterStep() {
    afterStep = true;
  }

  @Override
  public synchronized void endsAtOnce(String words) {
    afterStep = false;
    lastWords = words;
    notifyAll();
  }

  /** Declares that the work is over, its last word printed, and how the process will end. */
  synchronized void finished(int code) {
    exitCode = code;
    notifyAll();
  }

  /** What a signal does: waits for a checkpoint where one is due, and ends the process. */
  void request() {
    int code = awaitEnd();
    if (code != ExitCode.DONE) {
      halt.accept(code);
    }
  }

  private synchronized int awaitEnd() {
    if (exitCode != STILL_AT_WORK) {
      // Not a signal: the program ended by itself, and the process is on its way out.
      return ExitCode.DONE;
    }
    requested = true;
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    try {
      for (long left = deadline - System.nanoTime();
          afterStep && exitCode == STILL_AT_WORK && left > 0;
          left = deadline - System.nanoTime()) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (exitCode != STILL_AT_WORK) {
      return exitCode;
    }
    err.println("experiment: " + lastWords);
    err.flush();
    return ExitCode.INTERRUPTED;
  }
}
