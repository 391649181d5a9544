package movielens.experiment.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import movielens.experiment.files.FolderException;
import movielens.experiment.pipeline.OptionValues;
import movielens.experiment.pipeline.RunOption;
import movielens.experiment.report.Numbers;

/**
 * The tasks of a sweep and what they are for. First come those that others need.
 *
 * @param purpose what is made of the trainings
 * @param runs the configurations
 * @param tasks by number
 */
public record SweepPlan(Purpose purpose, List<PlannedRun> runs, List<Task> tasks) {
  private static final int MOST_SHOWN = 20;
  private static final double SECONDS_PER_MINUTE = 60;

  /** Copies the lists. */
  public SweepPlan {
    runs = List.copyOf(runs);
    tasks = List.copyOf(tasks);
  }

  /** How many processes it takes. */
  public int size() {
    return tasks.size();
  }

  /** Threads that each task computes with. */
  public int threads() {
    return Integer.parseInt(runs.get(0).options().get(RunOption.THREADS.key()));
  }

  /** How many tasks there are, and about how long they take one after another. */
  public String summary() {
    int first = stage(true).size();
    return "%s: %d that need nothing, %d after them; about %s one after another, guessed from their arithmetic"
        .formatted(
            Numbers.count(size(), "task"),
            first,
            size() - first,
            Numbers.duration(minutes() * SECONDS_PER_MINUTE));
  }

  /** The commands of the tasks, the first few where there are many. */
  public List<String> commands(WorkerCommand program, SweepFolder folder) {
    List<String> commands = new ArrayList<>();
    for (Task task : tasks.subList(0, Math.min(MOST_SHOWN, size()))) {
      commands.add(ShellWords.quoted(program.of(folder.path(), task.number())));
    }
    if (size() > MOST_SHOWN) {
      commands.add("# … up to --task " + (size() - 1));
    }
    return commands;
  }

  /** The tasks of a stage. */
  List<Task> stage(boolean first) {
    return tasks.stream().filter(task -> task.ofFirstStage() == first).toList();
  }

  /** Estimated minutes of all tasks, one after another. */
  double minutes() {
    return tasks.stream().mapToDouble(Task::minutes).sum();
  }

  /**
   * Refuses to go on with this plan where another is meant.
   *
   * @param folder where this one is
   * @throws FolderException when they differ in what decides a result; the message says in what
   */
  void requireSame(SweepPlan other, SweepFolder folder) {
    if (!purpose.equals(other.purpose) || runs.size() != other.runs.size()) {
      throw another(folder, "other trials");
    }
    for (int i = 0; i < runs.size(); i++) {
      PlannedRun run = runs.get(i);
      if (!Objects.equals(run.name(), other.runs.get(i).name())) {
        throw another(folder, run.name() + ", not " + other.runs.get(i).name());
      }
      List<String> differences =
          OptionValues.ofRecord(run.options())
              .decisiveWhereverDataIs()
              .differences(
                  OptionValues.ofRecord(other.runs.get(i).options()).decisiveWhereverDataIs());
      if (!differences.isEmpty()) {
        throw another(folder, String.join("; ", differences));
      }
    }
  }

  private static FolderException another(SweepFolder folder, String differences) {
    return new FolderException(
        "the sweep in "
            + folder.path()
            + " has "
            + differences
            + "; for others give another --out, or delete that folder");
  }
}
