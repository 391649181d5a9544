package movielens.experiment.console;

import java.util.Timer;
import java.util.TimerTask;
import java.util.function.Consumer;
import movielens.experiment.report.Numbers;

/** Signs of life of work that cannot say how far it is; none where it is over in a moment. */
final class Waiting implements AutoCloseable {
  private static final long INTERVAL_MILLIS = 10_000;

  private final String name;
  private final Consumer<String> lines;
  private final long startNanos = System.nanoTime();
  private final Timer timer = new Timer(true);
  private boolean told;

  /**
   * Work that begins now.
   *
   * @param name what a person calls it
   * @param firstMillis after so long it is named, and then every ten seconds
   */
  Waiting(String name, long firstMillis, Consumer<String> lines) {
    this.name = name;
    this.lines = lines;
    timer.schedule(
        new TimerTask() {
          @Override
          public void run() {
            tell();
          }
        },
        firstMillis,
        INTERVAL_MILLIS);
  }

  private synchronized void tell() {
    told = true;
    lines.accept(name + ": " + Numbers.duration(seconds()) + " so far");
  }

  /** The work was done: says how long it took, if it was named before. */
  synchronized void done() {
    if (told) {
      lines.accept(name + ": done in " + Numbers.duration(seconds()));
    }
  }

  private double seconds() {
    return (System.nanoTime() - startNanos) / 1e9;
  }

  @Override
  public synchronized void close() {
    timer.cancel();
  }
}
