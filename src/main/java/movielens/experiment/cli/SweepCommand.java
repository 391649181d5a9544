package movielens.experiment.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import movielens.experiment.cli.options.ConfigFile;
import movielens.experiment.cli.options.EngineOptions;
import movielens.experiment.cli.options.OptionCheck;
import movielens.experiment.cli.options.OutputOptions;
import movielens.experiment.console.Progress;
import movielens.experiment.pipeline.OptionValues;
import movielens.experiment.pipeline.PreparedData;
import movielens.experiment.pipeline.slices.SlicesConfig;
import movielens.experiment.run.RunFolder;
import movielens.experiment.sweep.Planner;
import movielens.experiment.sweep.SweepPlan;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What {@code run} does, in tasks that run side by side, here or on a cluster. */
@Command(
    name = "sweep",
    abbreviateSynopsis = true,
    description = SweepCommand.PURPOSE,
    footer = {"", "docs/CLUSTERS.md tells more."})
final class SweepCommand extends ExperimentArguments implements Callable<Integer> {
  static final String PURPOSE =
      "Train what run would, as tasks side by side, on this machine or a cluster, and collect the"
          + " same results.";

  private static final Set<String> WITH_GRID = Set.of("out");

  /** Options in a group of their own in the help. */
  static final class Grid {
    @Option(
        names = "--grid",
        paramLabel = "FILE",
        description =
            "YAML with 'base', 'vary' and 'settings', as for ablate: a run for each of them, in a"
                + " folder of its own.")
    private Path grid;
  }

  private final Program program;

  @Mixin(name = "Engine")
  private EngineOptions engine;

  @Mixin(name = "Several settings")
  private Grid several;

  @Mixin(name = "Output")
  private OutputOptions output;

  SweepCommand(Program program) {
    this.program = program;
  }

  /** The command with its subcommands. */
  static CommandLine of(Program program) {
    return new CommandLine(new SweepCommand(program))
        .addSubcommand(new SweepWorkCommand(program))
        .addSubcommand(new SweepStatusCommand(program))
        .addSubcommand(new SweepCollectCommand(program));
  }

  @Override
  public Integer call() throws InterruptedException {
    Progress progress = output.progress(program.err());
    SweepStart start = new SweepStart(program, engine, new OptionCheck(spec), progress);
    List<Planner.Named> configs =
        (several.grid == null ? List.of(new Planner.Named("", slices())) : grid())
            .stream()
                .map(named -> new Planner.Named(named.name(), start.forWorkers(named.config())))
                .toList();
    Path out = run.out().orElseGet(() -> path(configs));
    configs.forEach(named -> PreparedData.requireApart(out, named.config().base().data()));
    SweepPlan plan = Planner.runs(configs, progress);
    return start.start(out, plan);
  }

  private static Path path(List<Planner.Named> configs) {
    SlicesConfig first = configs.get(0).config();
    OptionValues options = first.options();
    if (configs.size() > 1) {
      return RunFolder.newPath(configs.size() + "-settings", options.hash());
    }
    return first.slices().size() > 1
        ? first.path()
        : RunFolder.newPath(first.base().slice().genre(), options.hash());
  }

  private List<Planner.Named> grid() {
    for (OptionSpec typed : spec.commandLine().getParseResult().matchedOptions()) {
      String key = ConfigFile.key(typed);
      boolean ofRun = RunArguments.configurable().contains(key) && !WITH_GRID.contains(key);
      if (ofRun || key.equals("config") || key.equals("preset")) {
        throw new ParameterException(
            spec.commandLine(), "--" + key + " has no effect with --grid; put it into its 'base'");
      }
    }
    try {
      return GridFile.read(several.grid).settings();
    } catch (ConfigFile.InvalidException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
