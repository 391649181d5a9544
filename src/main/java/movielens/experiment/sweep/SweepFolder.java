package movielens.experiment.sweep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import movielens.experiment.files.DurableFolder;
import movielens.experiment.files.FolderException;
import movielens.experiment.files.OutputFolder;
import movielens.experiment.files.WholeFile;
import movielens.experiment.run.RunLock;
import movielens.experiment.run.RunPlace;
import movielens.experiment.sweep.TaskState.Phase;

/**
 * The folder of a sweep: {@code sweep.json}, which is the plan, {@code tasks/} with a folder for
 * each, {@code logs/} with what their workers said, and what is collected in the end.
 *
 * @param path absolute; need not exist
 */
public record SweepFolder(Path path) {
  /** Makes the path absolute: workers may be elsewhere. */
  public SweepFolder {
    path = path.toAbsolutePath().normalize();
  }

  /** Whether there is a sweep. */
  public boolean holdsSweep() {
    return Files.isRegularFile(planFile());
  }

  /**
   * The plan of the sweep that is there.
   *
   * @throws FolderException when there is none
   * @throws movielens.experiment.files.DataException when it cannot be read
   */
  public SweepPlan plan() {
    if (!holdsSweep()) {
      throw new FolderException(
          "no sweep in " + path + ": it has no " + RunPlace.SWEEP + "; give the folder of a sweep");
    }
    return PlanFile.read(planFile());
  }

  /**
   * Makes it the folder of a plan, or finds that it is.
   *
   * @param plan what is meant to be carried out
   * @param parser reads its options
   * @return the plan to carry out: that which is there, if any
   * @throws FolderException when there is anything else, or a sweep with other options
   */
  public SweepPlan keep(SweepPlan plan, OptionsParser parser) {
    if (holdsSweep()) {
      SweepPlan before = plan();
      before.requireSame(plan, this);
      return before;
    }
    requireRoom();
    Work.of(plan, parser).claim(path);
    write(plan);
    return plan;
  }

  /** Lets the tasks that failed be tried again. */
  void forgive(SweepPlan plan) {
    List<TaskState> states = states(plan);
    for (Task task : plan.tasks()) {
      if (states.get(task.number()).is(Phase.FAILED)) {
        task(task.number()).forgive();
      }
    }
  }

  /**
   * Refuses to begin a sweep where anything else is.
   *
   * @throws FolderException when there are files that are no remains of a sweep that never began
   */
  private void requireRoom() {
    if (!new RunPlace(path).holdsNothingTrained()) {
      boolean files =
          OutputFolder.holdsFiles(path, file -> WholeFile.part(file.getFileName().toString()));
      if (files) {
        OutputFolder.requireOwn(path, false, "sweep");
      }
    }
  }

  /** Keeps the plan, from which moment on there is a sweep. */
  private void write(SweepPlan plan) {
    try {
      DurableFolder.create(logs());
      DurableFolder.create(tasks());
      PlanFile.write(planFile(), plan, path);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + planFile(), e);
    }
  }

  /**
   * Keeps other engines out until it is closed.
   *
   * @throws FolderException when one is at work here
   */
  RunLock claim() {
    try {
      return RunLock.take(tasks());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write into " + tasks(), e);
    }
  }

  /** The path for a shell. */
  public String quoted() {
    return ShellWords.quoted(path.toString());
  }

  private Path planFile() {
    return path.resolve(RunPlace.SWEEP);
  }

  private Path tasks() {
    return path.resolve("tasks");
  }

  Path logs() {
    return path.resolve("logs");
  }

  /** What the workers of a task said, where the engine keeps it. */
  Path log(Task task) {
    return logs().resolve(task.number() + ".txt");
  }

  TaskFolder task(int number) {
    return new TaskFolder(tasks().resolve(Integer.toString(number)));
  }

  /** What every task has come to, by number. */
  List<TaskState> states(SweepPlan plan) {
    Set<String> begun = begun();
    List<TaskState> states = new ArrayList<>();
    for (Task task : plan.tasks()) {
      boolean there = begun.contains(Integer.toString(task.number()));
      states.add(there ? task(task.number()).state() : TaskState.WAITING);
    }
    return states;
  }

  private Set<String> begun() {
    if (!Files.isDirectory(tasks())) {
      return new HashSet<>();
    }
    try (Stream<Path> folders = Files.list(tasks())) {
      return folders.map(folder -> folder.getFileName().toString()).collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look into " + tasks(), e);
    }
  }
}
