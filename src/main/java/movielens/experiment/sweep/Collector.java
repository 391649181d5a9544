package movielens.experiment.sweep;

import java.io.PrintStream;
import movielens.experiment.console.Progress;
import movielens.experiment.pipeline.StopRequest;

/**
 * Makes of the finished tasks what one process would have made: it takes over their checkpoints and
 * runs the ordinary experiment, which finds nothing left to train. It may be repeated at any time.
 */
public final class Collector {
  private Collector() {}

  /**
   * Collects all that is done: a whole sweep, else the slices and trials of it that are whole.
   *
   * @param folder of the sweep
   * @param parser reads the options in its plan
   * @param progress where to say how far it is
   * @param out where the report goes
   * @param stop a wish that it stop
   * @return how far the sweep is
   * @throws InterruptedException when it was stopped
   */
  public static SweepStatus collect(
      SweepFolder folder,
      OptionsParser parser,
      Progress progress,
      PrintStream out,
      StopRequest stop)
      throws InterruptedException {
    SweepPlan plan = folder.plan();
    SweepStatus status = SweepStatus.of(folder, plan);
    Work.of(plan, parser).collect(folder, status::done, progress, out, stop);
    return status;
  }
}
