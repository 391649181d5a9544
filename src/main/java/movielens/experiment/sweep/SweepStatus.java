package movielens.experiment.sweep;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import movielens.experiment.report.Numbers;
import movielens.experiment.sweep.TaskState.Phase;

/** How far a sweep is, as its folder tells it. */
public final class SweepStatus {
  private static final int MOST_NAMED = 20;
  private static final double SECONDS_PER_MINUTE = 60;

  private final SweepFolder folder;
  private final SweepPlan plan;
  private final List<TaskState> states;

  private SweepStatus(SweepFolder folder, SweepPlan plan) {
    this.folder = folder;
    this.plan = plan;
    this.states = folder.states(plan);
  }

  /**
   * Looks into the folder of a sweep.
   *
   * @throws movielens.experiment.files.FolderException when there is none
   */
  public static SweepStatus of(SweepFolder folder) {
    return new SweepStatus(folder, folder.plan());
  }

  static SweepStatus of(SweepFolder folder, SweepPlan plan) {
    return new SweepStatus(folder, plan);
  }

  private int count(Phase phase) {
    return (int) states.stream().filter(state -> state.is(phase)).count();
  }

  /** Whether every task is done. */
  public boolean complete() {
    return count(Phase.DONE) == plan.size();
  }

  boolean done(int task) {
    return states.get(task).is(Phase.DONE);
  }

  /** The end of the first task that failed. */
  public Optional<Worker.End> firstFailure() {
    return plan.tasks().stream()
        .filter(task -> states.get(task.number()).is(Phase.FAILED))
        .findFirst()
        .map(
            task -> {
              TaskState state = states.get(task.number());
              return new Worker.End(
                  state.exitCode(),
                  "%s failed: %s".formatted(task.words(), withoutProgram(state.line())));
            });
  }

  /** An error line names the program first. */
  static String withoutProgram(String line) {
    return line.replaceFirst("^experiment: ", "");
  }

  /** Counts, the tasks that run or failed, and the time left. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(counts());
    left(count(Phase.RUNNING)).ifPresent(lines::add);
    named(Phase.RUNNING, lines);
    named(Phase.STOPPED, lines);
    named(Phase.FAILED, lines);
    long blocked = plan.tasks().stream().filter(this::blocked).count();
    if (blocked > 0) {
      lines.add(
          "%s for a task that failed; the same 'sweep' command tries it again"
              .formatted(blocked == 1 ? "1 task waits" : blocked + " tasks wait"));
    }
    return lines;
  }

  /** For example: 3 of 6 tasks done, 2 running, 1 waiting, 0 failed. */
  String counts() {
    return "%s of %s done, %s running, %s waiting, %s failed"
        .formatted(
            Numbers.count(count(Phase.DONE)),
            Numbers.count(plan.size(), "task"),
            Numbers.count(count(Phase.RUNNING)),
            Numbers.count(count(Phase.WAITING) + count(Phase.STOPPED)),
            Numbers.count(count(Phase.FAILED)));
  }

  private void named(Phase phase, List<String> lines) {
    List<Task> tasks =
        plan.tasks().stream().filter(task -> states.get(task.number()).is(phase)).toList();
    tasks.stream().limit(MOST_NAMED).map(task -> words(task, phase)).forEach(lines::add);
    if (tasks.size() > MOST_NAMED) {
      lines.add(
          "%s and %d more"
              .formatted(phase.name().toLowerCase(Locale.ROOT), tasks.size() - MOST_NAMED));
    }
  }

  private String words(Task task, Phase phase) {
    TaskState state = states.get(task.number());
    return switch (phase) {
      case RUNNING ->
          "running: %s, for %s, process %d on %s"
              .formatted(
                  task.words(),
                  Numbers.duration(secondsSoFar(state)),
                  state.process(),
                  state.host());
      case FAILED ->
          "failed: %s: %s (exit %d; log %s)"
              .formatted(
                  task.words(), withoutProgram(state.line()), state.exitCode(), folder.log(task));
      default ->
          "waiting: %s, which goes on from its last checkpoint: %s"
              .formatted(task.words(), withoutProgram(state.line()));
    };
  }

  private static double secondsSoFar(TaskState running) {
    return (double) Instant.now().getEpochSecond() - running.began();
  }

  private boolean blocked(Task task) {
    return !done(task.number())
        && task.needs().stream().anyMatch(need -> states.get(need).is(Phase.FAILED));
  }

  /**
   * The time that is left, by the plan's guess until tasks are done, and by what these took.
   *
   * @param workers how many tasks are done at a time
   */
  Optional<String> left(int workers) {
    double guessed = 0;
    double took = 0;
    double left = 0;
    for (Task task : plan.tasks()) {
      TaskState state = states.get(task.number());
      if (state.is(Phase.DONE)) {
        guessed += task.minutes();
        took += state.seconds() / SECONDS_PER_MINUTE;
      }
    }
    double scale = guessed > 0 && took > 0 ? took / guessed : 1;
    for (Task task : plan.tasks()) {
      TaskState state = states.get(task.number());
      if (!state.is(Phase.DONE) && !state.is(Phase.FAILED) && !blocked(task)) {
        double so = state.is(Phase.RUNNING) ? secondsSoFar(state) / SECONDS_PER_MINUTE : 0;
        left += Math.max(0, task.minutes() * scale - so);
      }
    }
    if (left == 0) {
      return Optional.empty();
    }
    int atOnce = Math.max(1, workers);
    return Optional.of(
        "about %s left%s%s"
            .formatted(
                Numbers.duration(left * SECONDS_PER_MINUTE / atOnce),
                atOnce > 1 ? " with " + atOnce + " at a time" : " one after another",
                took > 0 ? "" : ", guessed before anything was measured"));
  }
}
