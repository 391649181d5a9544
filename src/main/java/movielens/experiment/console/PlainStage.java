package movielens.experiment.console;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import movielens.experiment.report.Numbers;

/**
 * A stage as lines of text: one each ten seconds of work, and one at its end. A stage that ends
 * before its first step has failed, and the error says more than a line here would.
 */
final class PlainStage implements Progress.Stage {
  private static final long INTERVAL_NANOS = 10_000_000_000L;

  private final String name;
  private final long total;
  private final Consumer<String> lines;
  private final LongSupplier clock;
  private final long startNanos;
  private final Optional<Waiting> untilFirstStep;
  private final AtomicLong done = new AtomicLong();
  private final AtomicLong nextLineNanos = new AtomicLong(INTERVAL_NANOS);

  /**
   * A stage that begins now.
   *
   * @param firstMillis after so long without a step it is named
   */
  PlainStage(String name, long total, long firstMillis, Consumer<String> lines) {
    this(name, total, lines, System::nanoTime, Optional.of(new Waiting(name, firstMillis, lines)));
  }

  PlainStage(String name, long total, Consumer<String> lines, LongSupplier clock) {
    this(name, total, lines, clock, Optional.empty());
  }

  private PlainStage(
      String name,
      long total,
      Consumer<String> lines,
      LongSupplier clock,
      Optional<Waiting> untilFirstStep) {
    this.untilFirstStep = untilFirstStep;
    this.name = name;
    this.total = total;
    this.lines = lines;
    this.clock = clock;
    this.startNanos = clock.getAsLong();
  }

  @Override
  public void step(long amount) {
    long now = done.addAndGet(amount);
    if (now == amount) {
      untilFirstStep.ifPresent(Waiting::close);
    }
    long elapsed = clock.getAsLong() - startNanos;
    long due = nextLineNanos.get();
    if (elapsed >= due && nextLineNanos.compareAndSet(due, elapsed + INTERVAL_NANOS)) {
      lines.accept(name + ": " + state(now, elapsed / 1e9));
    }
  }

  @Override
  public void note(String who, String text) {
    nextLineNanos.set(clock.getAsLong() - startNanos + INTERVAL_NANOS);
    lines.accept(who + ", " + text);
  }

  @Override
  public void close() {
    untilFirstStep.ifPresent(Waiting::close);
    if (done.get() == 0) {
      return;
    }
    String duration = Numbers.duration((clock.getAsLong() - startNanos) / 1e9);
    // Neither an interruption nor early stopping is the whole of it.
    lines.accept(
        done.get() < total
            ? String.format(
                Locale.ROOT, "%s: ended at %,d of %,d, in %s", name, done.get(), total, duration)
            : name + ": done in " + duration);
  }

  private String state(long now, double seconds) {
    double rate = now / seconds;
    String speed = String.format(Locale.ROOT, rate < 10 ? ", %.1f/s" : ", %,.0f/s", rate);
    if (total <= 0) {
      return Numbers.count(now) + speed;
    }
    return String.format(
        Locale.ROOT,
        "%,d of %,d (%d%%)%s, %s left",
        now,
        total,
        100 * now / total,
        speed,
        Numbers.duration((total - now) / rate));
  }
}
