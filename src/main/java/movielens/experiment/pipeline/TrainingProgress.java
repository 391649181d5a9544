package movielens.experiment.pipeline;

import java.util.Locale;
import java.util.function.DoubleSupplier;
import movielens.experiment.console.Progress;
import movielens.experiment.evaluation.ModelName;
import movielens.experiment.model.NativeMemory;
import movielens.experiment.training.EpochRecord;
import movielens.experiment.training.TrainingListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows a training as a stage of the progress, with one line per epoch. */
final class TrainingProgress implements TrainingListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TrainingProgress.class);

  private final Progress progress;
  private final TimeEstimate estimate;
  private final DoubleSupplier secondsPerScore;
  private final StopRequest stop;
  private final ModelName name;
  private final long seed;
  private final int epochs;
  private final long positionsPerEpoch;
  private Progress.Stage stage;
  private long startedAt;
  private double best = Double.NEGATIVE_INFINITY;

  /**
   * A training that is about to begin.
   *
   * @param progress where it is shown
   * @param estimate told how far it is
   * @param secondsPerScore how long the last validation took
   * @param stop a person's wish that it stop
   * @param positionsPerEpoch events that each epoch passes over
   */
  TrainingProgress(
      Progress progress,
      TimeEstimate estimate,
      DoubleSupplier secondsPerScore,
      StopRequest stop,
      ModelName name,
      long seed,
      int epochs,
      long positionsPerEpoch) {
    this.progress = progress;
    this.estimate = estimate;
    this.secondsPerScore = secondsPerScore;
    this.stop = stop;
    this.name = name;
    this.seed = seed;
    this.epochs = epochs;
    this.positionsPerEpoch = positionsPerEpoch;
  }

  @Override
  public void step(int epoch, int batch, int batches) {
    if (stage == null) {
      stage = progress.stage("train " + name.label() + ", seed " + seed, (long) epochs * batches);
      startedAt = passed(epoch, batch - 1, batches);
    }
    stage.step(1);
    tell(passed(epoch, batch, batches), false);
  }

  /** The planned positions that lie behind. */
  private long passed(int epoch, int batch, int batches) {
    return (epoch - 1) * positionsPerEpoch + positionsPerEpoch * batch / batches;
  }

  private void tell(long passed, boolean epochOver) {
    estimate.passed(passed, passed - startedAt, epochOver).ifPresent(progress::line);
  }

  @Override
  public void epoch(EpochRecord record) {
    boolean better = record.validation() > best;
    best = Math.max(best, record.validation());
    String text =
        String.format(
            Locale.ROOT,
            "epoch %d/%d: loss %.4f, validation ndcg@10 %.4f%s, %,.0f positions/s",
            record.epoch(),
            epochs,
            record.loss(),
            record.validation(),
            better ? " (best)" : "",
            record.positionsPerSecond());
    String who = name.label() + ", seed " + seed;
    if (stage == null) {
      progress.line(who + ", " + text);
    } else {
      stage.note(who, text);
    }
    if (LOG.isInfoEnabled()) {
      NativeMemory.bytesInUse()
          .ifPresent(
              bytes -> LOG.info("epoch {}: {} KiB of native memory", record.epoch(), bytes >> 10));
    }
    if (stage != null) {
      estimate.validated(secondsPerScore.getAsDouble());
      tell(record.epoch() * positionsPerEpoch, true);
    }
  }

  @Override
  public boolean stopRequested() {
    return stop.made();
  }

  @Override
  public void close() {
    if (stage != null) {
      stage.close();
    }
  }
}
