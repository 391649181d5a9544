package movielens.experiment.sweep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import movielens.experiment.console.Progress;
import movielens.experiment.pipeline.StopRequest;
import movielens.experiment.run.RunLock;
import movielens.experiment.sweep.TaskState.Phase;

/** Child processes on this machine, some at a time. */
public final class HereEngine {
  /** A worker that dies without a word is started again so often. */
  private static final int MOST_RESTARTS = 3;

  private static final long POLL_MILLIS = 100;
  private static final long PATIENCE_SECONDS = 55;

  private final SweepFolder folder;
  private final SweepPlan plan;
  private final WorkerCommand program;
  private final int jobs;
  private final Progress progress;
  private final StopRequest stop;

  private final Deque<Task> ready = new ArrayDeque<>();
  private final Map<Integer, List<Task>> waitingFor = new HashMap<>();
  private final Map<Integer, Integer> missing = new HashMap<>();
  private final Map<Task, Process> running = new HashMap<>();
  private final Set<Task> elsewhere = new HashSet<>();
  private final Map<Task, Integer> restarts = new HashMap<>();

  /**
   * An engine that is about to begin.
   *
   * @param folder of the sweep
   * @param plan its plan
   * @param program how a worker is started
   * @param jobs workers at a time, at least 1
   * @param progress told what begins and ends
   * @param stop a wish that it stop, which it passes on to its workers
   */
  public HereEngine(
      SweepFolder folder,
      SweepPlan plan,
      WorkerCommand program,
      int jobs,
      Progress progress,
      StopRequest stop) {
    this.folder = folder;
    this.plan = plan;
    this.program = program;
    this.jobs = jobs;
    this.progress = progress;
    this.stop = stop;
  }

  /**
   * Does every task that is not done, those that failed before too.
   *
   * @throws movielens.experiment.files.FolderException when another engine is at work in the folder
   * @throws InterruptedException when it was stopped, after its workers were
   */
  public void carryOut() throws InterruptedException {
    RunLock lock = folder.claim();
    try {
      folder.forgive(plan);
      sort();
      stop.endsAfterStep();
      while (!ready.isEmpty() || !running.isEmpty() || !elsewhere.isEmpty()) {
        if (stop.made()) {
          throw new InterruptedException(
              "interrupted; " + stopWorkers() + "; the same command goes on");
        }
        while (!ready.isEmpty() && running.size() < jobs) {
          start(ready.remove());
        }
        Thread.sleep(POLL_MILLIS);
        List<Task> over =
            running.keySet().stream().filter(task -> !running.get(task).isAlive()).toList();
        over.forEach(this::end);
        lookElsewhere();
      }
    } finally {
      running.values().forEach(Process::destroy);
      lock.close();
    }
  }

  /** Tasks that can begin, those that wait for others, and those that a process has already. */
  private void sort() {
    List<TaskState> states = folder.states(plan);
    for (Task task : plan.tasks()) {
      TaskState state = states.get(task.number());
      int needed = 0;
      for (int need : task.needs()) {
        if (!states.get(need).is(Phase.DONE)) {
          waitingFor.computeIfAbsent(need, unknown -> new ArrayList<>()).add(task);
          needed++;
        }
      }
      if (state.is(Phase.RUNNING)) {
        progress.line(task.words() + " is done by another process already");
        elsewhere.add(task);
      } else if (!state.is(Phase.DONE)) {
        missing.put(task.number(), needed);
        if (needed == 0) {
          ready.add(task);
        }
      }
    }
  }

  private void start(Task task) {
    Path log = folder.log(task);
    ProcessBuilder worker =
        new ProcessBuilder(program.of(folder.path(), task.number()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    try {
      Process process = worker.start();
      process.getOutputStream().close();
      running.put(task, process);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start a worker with its log in " + log, e);
    }
  }

  private void end(Task task) {
    int code = running.remove(task).exitValue();
    TaskState state = folder.task(task.number()).state();
    if (state.is(Phase.DONE)) {
      done(task, state);
    } else if (state.is(Phase.FAILED)) {
      progress.line(
          "%s failed, and is not repeated: %s"
              .formatted(task.words(), SweepStatus.withoutProgram(state.line())));
    } else if (state.is(Phase.RUNNING)) {
      elsewhere.add(task);
    } else if (restarts.merge(task, 1, Integer::sum) <= MOST_RESTARTS) {
      progress.line("%s ended with exit %d; started again".formatted(task.words(), code));
      ready.addFirst(task);
    } else {
      progress.line(
          "%s ended with exit %d for the %dth time; left for now, its log is %s"
              .formatted(task.words(), code, MOST_RESTARTS + 1, folder.log(task)));
    }
  }

  private void done(Task task, TaskState state) {
    SweepStatus status = SweepStatus.of(folder, plan);
    progress.line(
        "%s took %d s; %s%s"
            .formatted(
                task.words(),
                state.seconds(),
                status.counts(),
                status.left(jobs).map(left -> "; " + left).orElse("")));
    for (Task waiting : waitingFor.getOrDefault(task.number(), List.of())) {
      if (missing.merge(waiting.number(), -1, Integer::sum) == 0) {
        ready.add(waiting);
      }
    }
  }

  private void lookElsewhere() {
    for (Iterator<Task> at = elsewhere.iterator(); at.hasNext(); ) {
      Task task = at.next();
      TaskState state = folder.task(task.number()).state();
      if (state.is(Phase.DONE)) {
        at.remove();
        done(task, state);
      } else if (!state.is(Phase.RUNNING)) {
        at.remove();
        ready.add(task);
      }
    }
  }

  /** SIGTERM to each, and time for a checkpoint. */
  private String stopWorkers() throws InterruptedException {
    running.values().forEach(Process::destroy);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    for (Process process : running.values()) {
      process.waitFor(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    }
    return SweepStatus.of(folder, plan).counts();
  }
}
