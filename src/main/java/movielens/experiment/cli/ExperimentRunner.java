package movielens.experiment.cli;

import java.io.PrintStream;
import movielens.experiment.console.Progress;
import movielens.experiment.pipeline.ExperimentConfig;
import movielens.experiment.pipeline.StopRequest;

/** The one call by which the command line runs an experiment. */
@FunctionalInterface
public interface ExperimentRunner {
  /**
   * Runs an experiment to its end.
   *
   * @param config what to run
   * @param progress where to say how far it is
   * @param out where results go
   * @param stop a person's wish that the run stop
   * @throws InterruptedException when the run stopped because of that, after a checkpoint; the
   *     message says how to go on
   */
  void run(ExperimentConfig config, Progress progress, PrintStream out, StopRequest stop)
      throws InterruptedException;
}
