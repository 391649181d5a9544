package movielens.experiment.sweep;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import movielens.experiment.console.Progress;
import movielens.experiment.files.FolderException;
import movielens.experiment.pipeline.InvalidConfigException;
import movielens.experiment.pipeline.StopRequest;
import movielens.experiment.sweep.TaskState.Phase;

/** The process that does one task. It belongs to whoever started it: engine or person. */
public final class Worker {
  private final SweepFolder folder;
  private final SweepPlan plan;
  private final Work work;
  private final FailureWords failures;
  private final Progress progress;
  private final StopRequest stop;

  /** How a failure ends the process, and what it says. */
  @FunctionalInterface
  public interface FailureWords {
    /** The end that an error makes. */
    End of(Throwable failure);
  }

  /**
   * The end of a process.
   *
   * @param exitCode its code
   * @param line its last line
   */
  public record End(int exitCode, String line) {}

  /**
   * A worker.
   *
   * @param folder of the sweep
   * @param parser reads the options in its plan
   * @param failures tells how a failure would end this process
   * @param progress where to say how far it is
   * @param stop a wish that it stop
   */
  public Worker(
      SweepFolder folder,
      OptionsParser parser,
      FailureWords failures,
      Progress progress,
      StopRequest stop) {
    this.folder = folder;
    this.plan = folder.plan();
    this.work = Work.of(plan, parser);
    this.failures = failures;
    this.progress = progress;
    this.stop = stop;
  }

  /**
   * Does a task, or goes on with it; nothing where it is done. What fails by its own fault is not
   * tried again.
   *
   * @param number of the task
   * @param anew whether the engine has taken the task away from whoever had it before
   * @return 0, or the code of the failure that it had before
   * @throws InvalidConfigException when there is no such task
   * @throws FolderException when what it needs is not done, or another process is at it
   * @throws InterruptedException when it was stopped, after a checkpoint
   */
  public int work(int number, boolean anew) throws InterruptedException {
    if (number < 0 || number >= plan.size()) {
      throw new InvalidConfigException(
          "--task %d: the sweep in %s has %s"
              .formatted(
                  number,
                  folder.path(),
                  plan.size() == 0 ? "no tasks" : "tasks 0 to " + (plan.size() - 1)));
    }
    Task task = plan.tasks().get(number);
    TaskState state = folder.task(number).state();
    if (state.is(Phase.DONE)) {
      progress.line(task.words() + " is done");
      return 0;
    }
    if (state.is(Phase.FAILED)) {
      progress.line(task.words() + " has failed before: " + state.line());
      return state.exitCode();
    }
    List<Path> needs = needs(task);
    try (Attempt attempt = folder.task(number).begin(anew)) {
      progress.line(task.words());
      train(task, attempt, needs);
    }
    return 0;
  }

  private List<Path> needs(Task task) {
    List<Path> results = new ArrayList<>();
    for (int need : task.needs()) {
      results.add(
          folder
              .task(need)
              .result()
              .orElseThrow(
                  () ->
                      new FolderException(
                          "%s needs %s, which is not done; 'sweep status' tells why"
                              .formatted(task.words(), plan.tasks().get(need).words()))));
    }
    return results;
  }

  private void train(Task task, Attempt attempt, List<Path> needs) throws InterruptedException {
    String lastWords = "interrupted; the next worker of " + task.words() + " goes on from there";
    try {
      work.train(task, attempt.result(), needs, progress, stoppedBy(attempt), lastWords);
      attempt.done();
    } catch (InterruptedException e) {
      attempt.stopped(failures.of(e).line());
      throw e;
    } catch (RuntimeException | Error e) {
      note(failures.of(e), attempt, e);
      throw e;
    }
    folder.task(task.number()).clearBut(attempt);
  }

  /** Where nothing can be written any more, the log has to say it. */
  private static void note(End end, Attempt attempt, Throwable failure) {
    try {
      attempt.failed(end.exitCode(), end.line());
    } catch (UncheckedIOException e) {
      failure.addSuppressed(e);
    }
  }

  /** A worker whose task was given to another one only takes its time. */
  private StopRequest stoppedBy(Attempt attempt) {
    return new StopRequest() {
      @Override
      public boolean made() {
        return stop.made() || attempt.superseded();
      }

      @Override
      public void endsAfterStep() {
        stop.endsAfterStep();
      }

      @Override
      public void endsAtOnce(String lastWords) {
        stop.endsAtOnce(lastWords);
      }
    };
  }
}
