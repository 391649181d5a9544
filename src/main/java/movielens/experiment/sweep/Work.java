package movielens.experiment.sweep;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntPredicate;
import movielens.experiment.console.Progress;
import movielens.experiment.pipeline.StopRequest;

/** How the tasks of a sweep are done, and what is made of them in the end. */
interface Work {
  /** The work of a plan. */
  static Work of(SweepPlan plan, OptionsParser parser) {
    if (plan.purpose() instanceof Purpose.Trials trials) {
      return new TrialsWork(plan, trials, parser);
    }
    return new RunsWork(plan, parser);
  }

  /** Makes the sweep's folder one that {@link #collect} may write into. */
  void claim(Path folder);

  /**
   * Does a task, or goes on with it.
   *
   * @param result where it keeps what it trains, perhaps with what an earlier attempt has kept
   * @param needs results of the tasks that it needs
   * @param lastWords what is said when it is stopped
   * @throws InterruptedException when it was stopped, after a checkpoint
   */
  void train(
      Task task,
      Path result,
      List<Path> needs,
      Progress progress,
      StopRequest stop,
      String lastWords)
      throws InterruptedException;

  /**
   * Makes of finished tasks what one process would have made. Does nothing twice.
   *
   * @param folder of the sweep
   * @param done which tasks are done
   * @param out where the report goes
   * @throws InterruptedException when it was stopped; it may be done again
   */
  void collect(
      SweepFolder folder, IntPredicate done, Progress progress, PrintStream out, StopRequest stop)
      throws InterruptedException;
}
