package movielens.experiment.cli.options;

import java.util.List;
import java.util.Locale;
import movielens.experiment.sweep.SlurmOptions;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What carries out the tasks of a sweep. */
public final class EngineOptions {
  /** The kinds of engines. */
  public enum Engine {
    HERE,
    SLURM,
    NONE
  }

  @Option(
      names = "--on",
      paramLabel = "ENGINE",
      description =
          "What does the tasks: here, processes on this machine; slurm, job arrays of a cluster;"
              + " none, only write the plan, for another engine (default: here; ablate without it"
              + " trains in its own process).")
  private Engine on;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Processes at a time, with --on here; the processors are shared out among them unless"
              + " --threads is given (default: ${DEFAULT-VALUE}).")
  private int jobs;

  @Option(
      names = "--at-most",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Tasks at a time, with --on slurm (default: ${DEFAULT-VALUE}, what the cluster gives).")
  private int atMost;

  @Option(
      names = "--slurm",
      paramLabel = "OPTIONS",
      defaultValue = "",
      description = "Options of sbatch, with --on slurm, such as \"--gres=gpu:1 --time=4:00:00\".")
  private String slurm;

  @Option(
      names = "--print",
      description = "Show the plan and what would be started; write and start nothing.")
  private boolean print;

  /** Whether one is asked for. */
  public boolean given() {
    return on != null;
  }

  /**
   * Refuses what only an engine understands, where none is asked for.
   *
   * @throws ParameterException when such an option is given
   */
  public void requireNone(CommandSpec spec) {
    for (String option : List.of("--jobs", "--at-most", "--slurm", "--print")) {
      if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
        throw new ParameterException(
            spec.commandLine(), option + " has no effect without --on; give an engine");
      }
    }
  }

  /** Refuses values that make no sense, before any work is done. */
  public void requireSense(OptionCheck check) {
    jobs(check);
    atMost(check);
    slurm(check);
  }

  /** The engine; processes here where none is asked for. */
  public Engine on() {
    return on == null ? Engine.HERE : on;
  }

  /** Processes at a time. */
  public int jobs(OptionCheck check) {
    check.withoutEffect("--jobs", on() != Engine.HERE, "--on " + label());
    return check.in(Range.closed(1, 1024), "--jobs", jobs);
  }

  /** Tasks of a cluster at a time; 0 for no limit. */
  public int atMost(OptionCheck check) {
    check.withoutEffect("--at-most", on() != Engine.SLURM, "--on " + label());
    return check.in(Range.closed(0, 1_000_000), "--at-most", atMost);
  }

  /** What is wanted of Slurm. */
  public SlurmOptions slurm(OptionCheck check) {
    check.withoutEffect("--slurm", on() != Engine.SLURM, "--on " + label());
    return SlurmOptions.of(slurm);
  }

  private String label() {
    return on().name().toLowerCase(Locale.ROOT);
  }

  /** Whether it shall only be shown. */
  public boolean print() {
    return print;
  }

  /**
   * Threads of a task, where none are asked for: the processors are shared out.
   *
   * @param asked 0 where none are
   */
  public int threads(int asked, OptionCheck check) {
    if (asked > 0) {
      return asked;
    }
    return switch (on()) {
      case HERE -> Math.max(1, Runtime.getRuntime().availableProcessors() / jobs(check));
      case SLURM -> slurm(check).cpusPerTask().orElse(1);
      case NONE -> 1;
    };
  }
}
