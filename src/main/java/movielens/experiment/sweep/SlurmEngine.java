package movielens.experiment.sweep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import movielens.experiment.files.FolderException;
import movielens.experiment.files.WholeFile;
import movielens.experiment.pipeline.InvalidConfigException;
import movielens.experiment.report.Numbers;
import movielens.experiment.run.RunLock;
import movielens.experiment.sweep.TaskState.Phase;

/**
 * Job arrays of a Slurm cluster: one for each stage, whose indices are the numbers of the tasks,
 * and a job that collects. Each begins when the one before has ended, however it ended: what a task
 * needs and does not find is its own business, and the rest goes on.
 */
public final class SlurmEngine {
  private static final String SCRIPT = "job.sh";
  private static final String JOBS = "slurm-jobs.txt";

  private final SweepFolder folder;
  private final SweepPlan plan;
  private final WorkerCommand program;
  private final int atMost;
  private final int threads;
  private final SlurmOptions options;

  /**
   * An engine that is about to begin.
   *
   * @param folder of the sweep
   * @param plan its plan
   * @param program how a worker is started, on a node as well as here
   * @param atMost tasks at a time; 0 for as many as the cluster likes
   * @param threads that a task computes with
   * @param options what a person wants of Slurm
   */
  public SlurmEngine(
      SweepFolder folder,
      SweepPlan plan,
      WorkerCommand program,
      int atMost,
      int threads,
      SlurmOptions options) {
    this.folder = folder;
    this.plan = plan;
    this.program = program;
    this.atMost = atMost;
    this.threads = threads;
    this.options = options;
  }

  /**
   * Refuses a sweep that the cluster has no room for.
   *
   * @throws InvalidConfigException when its tasks have higher numbers than indices may have
   */
  public void requireRoom() throws InterruptedException {
    OptionalInt limit = SlurmCommands.arrayLimit();
    if (limit.isPresent() && plan.size() > limit.getAsInt()) {
      throw new InvalidConfigException(
          "--on slurm: the sweep has %s tasks, and an array of this cluster has room for %s (MaxArraySize = %d); use fewer genres, shares, seeds or settings in one sweep"
              .formatted(
                  Numbers.count(plan.size()), Numbers.count(limit.getAsInt()), limit.getAsInt()));
    }
  }

  /** A job and what it is for; its command names the job that it waits for. */
  private record Job(String what, List<Task> tasks, String output, String argument) {}

  private List<Job> jobs(List<TaskState> states) {
    List<Job> jobs = new ArrayList<>();
    for (boolean first : new boolean[] {true, false}) {
      List<Task> tasks =
          plan.stage(first).stream()
              .filter(task -> !states.get(task.number()).is(Phase.DONE))
              .toList();
      if (!tasks.isEmpty()) {
        jobs.add(new Job(first ? "first" : "second", tasks, "logs/%a.txt", "work"));
      }
    }
    jobs.add(new Job("collect", List.of(), "logs/collect.txt", "collect"));
    return jobs;
  }

  private List<String> sbatch(Job job, String after) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "sbatch",
                "--parsable",
                "--requeue",
                "--signal=B:TERM@120",
                "--job-name=sweep-" + job.what(),
                "--chdir=" + folder.path(),
                "--output=" + job.output(),
                "--open-mode=append"));
    if (!job.tasks().isEmpty()) {
      command.add("--array=" + indices(job.tasks()) + (atMost > 0 ? "%" + atMost : ""));
    }
    if (!after.isEmpty()) {
      command.add("--dependency=afterany:" + after);
    }
    if (options.cpusPerTask().isEmpty()) {
      command.add("--cpus-per-task=" + threads);
    }
    command.addAll(options.words());
    command.add(script().toString());
    command.add(job.argument());
    return command;
  }

  /** Numbers as {@code sbatch --array} has them: {@code 0-3,5}. */
  static String indices(List<Task> tasks) {
    List<String> ranges = new ArrayList<>();
    for (int from = 0; from < tasks.size(); ) {
      int to = from;
      while (to + 1 < tasks.size() && tasks.get(to + 1).number() == tasks.get(to).number() + 1) {
        to++;
      }
      int first = tasks.get(from).number();
      int last = tasks.get(to).number();
      ranges.add(first == last ? Integer.toString(first) : first + "-" + last);
      from = to + 1;
    }
    return String.join(",", ranges);
  }

  private Path script() {
    return folder.path().resolve(SCRIPT);
  }

  /** What would be submitted: the script, and the commands. */
  public String shown() {
    StringBuilder text = new StringBuilder("# " + SCRIPT + "\n" + scriptText() + "\n");
    String after = "";
    for (Job job : jobs(folder.states(plan))) {
      text.append(ShellWords.quoted(sbatch(job, after))).append('\n');
      after = "THE-JOB-BEFORE";
    }
    return text.toString();
  }

  private String scriptText() {
    return """
    #!/bin/bash
    # Written by 'experiment sweep'. With 'work' it does the task of the array index, with 'collect' it collects.
    # Slurm requeues a job whose node fails. A worker that is stopped before its time limit ends with 130 after a
    # checkpoint; its job requeues itself, and goes on from there.
    worker=
    stopped=
    trap 'stopped=1; [[ -z "$worker" ]] || kill -TERM "$worker" 2>/dev/null' TERM
    program=(%s)
    folder=%s
    if [[ "$1" == work ]]; then
      job="${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID"
      program+=(sweep work "$folder" --task "$SLURM_ARRAY_TASK_ID")
      [[ -z "${SLURM_RESTART_COUNT:-}" ]] || program+=(--anew)
    else
      job="$SLURM_JOB_ID"
      program+=(sweep collect "$folder")
    fi
    code=130
    if [[ -z "$stopped" ]]; then
      "${program[@]}" &
      worker=$!
      while :; do
        stopped=
        wait "$worker"
        code=$?
        # A signal ends the wait, and not yet the worker.
        [[ -n "$stopped" ]] || break
      done
    fi
    # 143 where the signal came before the program could take it.
    if ((code == 130 || code == 143)); then
      # Slurm may have requeued it meanwhile, as one whose node was cut off: then it is another node's.
      read -r state restarts < <(squeue --noheader --Format=State,RestartCnt --jobs="$job")
      if [[ "$state" == RUNNING && "$restarts" == "${SLURM_RESTART_COUNT:-0}" ]]; then
        scontrol requeue "$job"
      fi
    fi
    exit "$code"
    """
        .formatted(
            ShellWords.quoted(program.program()), ShellWords.quoted(folder.path().toString()));
  }

  /**
   * Submits what is not done, those tasks that failed before too.
   *
   * @return a line for each job
   * @throws FolderException when jobs of this sweep still wait or run
   * @throws InvalidConfigException when Slurm does not take it
   */
  public List<String> submit() throws InterruptedException {
    RunLock lock = folder.claim();
    try {
      List<String> before = SlurmCommands.active(jobsBefore());
      if (!before.isEmpty()) {
        throw new FolderException(
            "jobs of the sweep in %s wait or run already; wait for them, or end them with: scancel %s"
                .formatted(folder.path(), String.join(" ", before)));
      }
      folder.forgive(plan);
      write(SCRIPT, scriptText());
      List<String> ids = new ArrayList<>();
      List<String> lines = new ArrayList<>();
      for (Job job : jobs(folder.states(plan))) {
        String after = ids.isEmpty() ? "" : ids.get(ids.size() - 1);
        ids.add(SlurmCommands.submit(sbatch(job, after)));
        write(JOBS, ids.stream().map(id -> id + "\n").collect(Collectors.joining()));
        lines.add(
            "job %s: %s"
                .formatted(
                    ids.get(ids.size() - 1),
                    job.tasks().isEmpty()
                        ? "collects"
                        : Numbers.count(job.tasks().size(), "task") + after(after)));
      }
      return lines;
    } finally {
      lock.close();
    }
  }

  private static String after(String job) {
    return job.isEmpty() ? "" : ", after job " + job;
  }

  private List<String> jobsBefore() {
    Path file = folder.path().resolve(JOBS);
    try {
      return Files.exists(file)
          ? Files.readAllLines(file).stream().filter(line -> line.matches("\\d+")).toList()
          : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private void write(String name, String text) {
    Path file = folder.path().resolve(name);
    try {
      WholeFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
