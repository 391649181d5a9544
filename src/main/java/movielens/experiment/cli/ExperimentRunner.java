package movielens.experiment.cli;

import java.io.PrintStream;
import java.util.function.BooleanSupplier;
import movielens.experiment.pipeline.ExperimentConfig;
import movielens.experiment.report.Progress;

/** The one call by which the command line runs an experiment. */
@FunctionalInterface
public interface ExperimentRunner {
  /**
   * Runs an experiment to its end.
   *
   * @param config what to run
   * @param progress where to say how far it is
   * @param out where results go
   * @param stopRequested becomes true, for good, when a person interrupts the run
   * @throws InterruptedException when the run stopped because of that, after a checkpoint; the
   *     message says how to go on
   */
  void run(
      ExperimentConfig config, Progress progress, PrintStream out, BooleanSupplier stopRequested)
      throws InterruptedException;
}
