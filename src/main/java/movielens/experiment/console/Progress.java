package movielens.experiment.console;

import java.io.PrintStream;
import java.util.function.Supplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import movielens.experiment.report.Numbers;

/**
 * Tells a waiting person what is going on: one bar per stage on a terminal, sparse plain lines
 * elsewhere, nothing when silent. Results never go through here.
 */
public final class Progress {
  private static final int BAR_WIDTH = 120;
  private static final int REFRESH_MILLIS = 200;
  private static final long SHORT_MILLIS = 2000;

  private final PrintStream err;
  private final Terminal terminal;
  private final boolean silent;
  private boolean barShown;

  private Progress(PrintStream err, Terminal terminal, boolean silent) {
    this.err = err;
    this.terminal = terminal;
    this.silent = silent;
  }

  /**
   * Progress on a stream.
   *
   * @param err where to
   * @param terminal what that place can show
   */
  public static Progress on(PrintStream err, Terminal terminal) {
    return new Progress(err, terminal, false);
  }

  /** Progress that shows nothing. */
  public static Progress silent() {
    return new Progress(System.err, Terminal.PLAIN, true);
  }

  /** A stretch of work; closing it ends the stage. Steps may come from several threads. */
  public interface Stage extends AutoCloseable {
    /** Counts work done. */
    void step(long amount);

    /**
     * Says what the work has come to: in the bar, or as a line in place of the next sparse one.
     *
     * @param who stands before the text where it is a line
     */
    void note(String who, String text);

    @Override
    void close();
  }

  /**
   * Begins a stage. One at a time.
   *
   * @param name what a person calls it, e.g. {@code read ratings}
   * @param total steps to come, or a negative number when that is unknown
   */
  public Stage stage(String name, long total) {
    if (silent) {
      return new SilentStage();
    }
    return terminal.interactive()
        ? new BarStage(name, total)
        : new PlainStage(name, total, SHORT_MILLIS, this::line);
  }

  /**
   * Does work that cannot say how far it is. What takes more than two seconds is named, and how
   * long it took.
   */
  public <T> T during(String name, Supplier<T> work) {
    if (silent) {
      return work.get();
    }
    try (Waiting waiting = new Waiting(name, SHORT_MILLIS, this::line)) {
      T result = work.get();
      waiting.done();
      return result;
    }
  }

  /** The same of work that gives nothing. */
  public void during(String name, Runnable work) {
    during(
        name,
        () -> {
          work.run();
          return name;
        });
  }

  /** Writes one line, above the bar if one is shown. */
  public void line(String text) {
    if (silent) {
      return;
    }
    synchronized (err) {
      err.println((barShown ? "\r\u001b[K" : "") + terminal.text(text));
      err.flush();
    }
  }

  private static final class SilentStage implements Stage {
    @Override
    public void step(long amount) {}

    @Override
    public void note(String who, String text) {}

    @Override
    public void close() {}
  }

  /** A bar with rate and remaining time, redrawn in place and gone when the stage is over. */
  private final class BarStage implements Stage {
    private final ProgressBar bar;
    private final String name;
    private final long startNanos = System.nanoTime();

    BarStage(String name, long total) {
      this.name = name;
      this.bar =
          new ProgressBarBuilder()
              .setTaskName(name)
              .setInitialMax(total)
              .setStyle(
                  terminal.unicode()
                      ? ProgressBarStyle.COLORFUL_UNICODE_BLOCK
                      : ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(REFRESH_MILLIS)
              .setConsumer(new ConsoleProgressBarConsumer(err, BAR_WIDTH))
              .showSpeed()
              .build();
      barShown = true;
    }

    @Override
    public void step(long amount) {
      bar.stepBy(amount);
    }

    @Override
    public void note(String who, String text) {
      bar.setExtraMessage(" " + terminal.text(text));
    }

    @Override
    public void close() {
      bar.close();
      barShown = false;
      double seconds = (System.nanoTime() - startNanos) / 1e9;
      // The library leaves the cursor under the finished bar: go back up and replace it.
      err.print("\u001b[1A\r\u001b[K");
      line(name + ": " + Numbers.duration(seconds));
    }
  }
}
