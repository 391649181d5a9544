package movielens.experiment.cli;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import movielens.experiment.cli.options.EngineOptions;
import movielens.experiment.cli.options.EngineOptions.Engine;
import movielens.experiment.cli.options.OptionCheck;
import movielens.experiment.console.Progress;
import movielens.experiment.pipeline.ExperimentConfig;
import movielens.experiment.pipeline.OptionValues;
import movielens.experiment.pipeline.PreparedData;
import movielens.experiment.pipeline.RunOption;
import movielens.experiment.pipeline.slices.SlicesConfig;
import movielens.experiment.sweep.Collector;
import movielens.experiment.sweep.HereEngine;
import movielens.experiment.sweep.SlurmEngine;
import movielens.experiment.sweep.SweepFolder;
import movielens.experiment.sweep.SweepPlan;
import movielens.experiment.sweep.SweepStatus;
import movielens.experiment.sweep.Worker;
import movielens.experiment.sweep.WorkerCommand;

/** From a plan to its engine. */
final class SweepStart {
  private static final String CLASS_PATH = "java.class.path";

  private final Program program;
  private final EngineOptions engine;
  private final OptionCheck check;
  private final Progress progress;

  SweepStart(Program program, EngineOptions engine, OptionCheck check, Progress progress) {
    this.program = program;
    this.engine = engine;
    this.check = check;
    this.progress = progress;
    engine.requireSense(check);
  }

  /**
   * The same configuration for workers: they all have as many threads, and find the data wherever
   * they are.
   */
  SlicesConfig forWorkers(SlicesConfig config) {
    ExperimentConfig base = config.base();
    Map<String, String> options = new LinkedHashMap<>();
    config.options().byKey().forEach((key, value) -> options.put(key, OptionValues.text(value)));
    options.put(RunOption.THREADS.key(), Integer.toString(engine.threads(base.threads(), check)));
    PreparedData.place(base.data())
        .ifPresent(
            data ->
                options.put(
                    RunOption.DATA_PATH.key(), data.toAbsolutePath().normalize().toString()));
    return RunArguments.parseSlices(options);
  }

  /**
   * Carries out a plan in a folder, or goes on with it.
   *
   * @param plan of configurations {@link #forWorkers}
   * @return the exit code
   */
  int start(Path out, SweepPlan plan) throws InterruptedException {
    SweepFolder folder = new SweepFolder(out);
    SlurmEngine slurm = slurm(folder, plan);
    if (engine.on() == Engine.SLURM) {
      slurm.requireRoom();
    }
    if (engine.print()) {
      program.out().println(plan.summary());
      if (engine.on() == Engine.SLURM) {
        program.out().print(slurm.shown());
      } else {
        plan.commands(command(), folder).forEach(program.out()::println);
      }
      program.out().flush();
      return ExitCode.DONE;
    }
    SweepPlan kept = folder.keep(plan, RunArguments::parseSlices);
    progress.line(kept.summary());
    return switch (engine.on()) {
      case HERE -> here(folder, kept);
      case SLURM -> {
        slurm(folder, kept).submit().forEach(program.out()::println);
        yield tellMore(folder);
      }
      case NONE -> {
        kept.commands(command(), folder).forEach(program.out()::println);
        yield tellMore(folder);
      }
    };
  }

  private SlurmEngine slurm(SweepFolder folder, SweepPlan plan) {
    return new SlurmEngine(
        folder, plan, command(), engine.atMost(check), plan.threads(), engine.slurm(check));
  }

  private int tellMore(SweepFolder folder) {
    program.out().println("how far it is: sweep status " + folder.quoted());
    program.out().flush();
    return ExitCode.DONE;
  }

  private int here(SweepFolder folder, SweepPlan plan) throws InterruptedException {
    new HereEngine(folder, plan, command(), engine.jobs(check), progress, program.interruption())
        .carryOut();
    return collect(program, folder, progress);
  }

  /** Collects what is done, and says what is not. */
  static int collect(Program program, SweepFolder folder, Progress progress)
      throws InterruptedException {
    program.interruption().endsAtOnce("interrupted; go on with: sweep collect " + folder.quoted());
    SweepStatus status =
        Collector.collect(
            folder, RunArguments::parseSlices, progress, program.out(), program.interruption());
    if (status.complete()) {
      return ExitCode.DONE;
    }
    status.lines().forEach(program.err()::println);
    Optional<Worker.End> failure = status.firstFailure();
    program
        .err()
        .println(
            "experiment: "
                + failure.map(Worker.End::line).orElse("not all tasks are done")
                + "; the same 'sweep' command goes on");
    program.err().flush();
    return failure.map(Worker.End::exitCode).orElse(ExitCode.DATA);
  }

  /** How this program was started, so that workers are started the same way wherever they are. */
  static WorkerCommand command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("-X") || option.startsWith("-D"))
        .forEach(command::add);
    String separator = System.getProperty("path.separator");
    List<String> classPath =
        Arrays.stream(System.getProperty(CLASS_PATH).split(separator, -1))
            .filter(entry -> !entry.isEmpty())
            .map(entry -> Path.of(entry).toAbsolutePath().normalize().toString())
            .toList();
    boolean jar = classPath.size() == 1 && classPath.get(0).endsWith(".jar");
    Stream<String> start =
        jar
            ? Stream.of("-jar", classPath.get(0))
            : Stream.of(
                "-cp",
                classPath.stream().collect(Collectors.joining(separator)),
                Main.class.getName());
    start.forEach(command::add);
    return new WorkerCommand(command);
  }
}
