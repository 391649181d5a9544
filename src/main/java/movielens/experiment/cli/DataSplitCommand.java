package movielens.experiment.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import movielens.experiment.cli.options.DataOptions;
import movielens.experiment.cli.options.OptionCheck;
import movielens.experiment.cli.options.OutputOptions;
import movielens.experiment.console.Progress;
import movielens.experiment.data.MovieLens;
import movielens.experiment.evaluation.ModelName;
import movielens.experiment.files.OutputFolder;
import movielens.experiment.pipeline.Decides;
import movielens.experiment.pipeline.ExperimentConfig;
import movielens.experiment.pipeline.PreparedData;
import movielens.experiment.pipeline.RunOption;
import movielens.experiment.pipeline.Timings;
import movielens.experiment.pipeline.exchange.SplitFolder;
import movielens.experiment.pipeline.trained.TrainedRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes a split, for models that are made elsewhere. */
@Command(name = "split", sortOptions = false, description = DataSplitCommand.PURPOSE)
final class DataSplitCommand implements Callable<Integer> {
  static final String PURPOSE =
      "Write what models are given and judged on, with original ids, as CSV and for RecBole.";

  private static final Set<Decides> WHAT_IS_WRITTEN =
      Set.of(Decides.DATA, Decides.SPLIT, Decides.SLICE);

  private final Program program;

  @Spec private CommandSpec spec;

  @Option(
      names = "--run",
      paramLabel = "DIR",
      description = "Folder of a finished run: write its split, in place of the options below.")
  private Path run;

  @Mixin private DataOptions data;

  @Option(
      names = "--no-slice",
      arity = "0",
      description = "Leave out what belongs to the genre's power users.")
  private boolean noSlice;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "New folder for the files.")
  private Path out;

  @Mixin private OutputOptions output;

  DataSplitCommand(Program program) {
    this.program = program;
  }

  @Override
  public Integer call() {
    OutputFolder.requireNew(out);
    if (run != null) {
      OutputFolder.requireApart(out, run, "the run");
    }
    Progress progress = output.progress(program.err());
    ExperimentConfig config = run == null ? config() : RunArguments.ofRun(run);
    PreparedData data = run == null ? prepared(config, progress) : ofRun(config, progress);
    boolean sliced = data.slice().isPresent() && !noSlice;
    progress.during(
        "write " + out.getFileName(),
        () -> SplitFolder.write(sliced ? data : data.withoutSlice(), options(config, sliced), out));
    program.out().println(out);
    return ExitCode.DONE;
  }

  /** What is typed here, as options of a run, which checks them. */
  private ExperimentConfig config() {
    List<String> typed = new ArrayList<>();
    for (RunOption option : RunOption.values()) {
      String name = "--" + option.key();
      if (WHAT_IS_WRITTEN.contains(option.decides())
          && spec.commandLine().getParseResult().hasMatchedOption(name)) {
        List<String> values = spec.findOption(name).originalStringValues();
        typed.add(name + "=" + values.get(values.size() - 1));
      }
    }
    if (noSlice) {
      typed.add("--models=" + ModelName.GENERIC.label());
    }
    try {
      return RunArguments.parse(typed.toArray(String[]::new));
    } catch (ParameterException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private PreparedData prepared(ExperimentConfig config, Progress progress) {
    PreparedData.requireApart(out, config.data());
    MovieLens release =
        progress.during("read data", () -> PreparedData.load(config.data(), progress));
    release.warnings().forEach(warning -> progress.line("warning: " + warning));
    return PreparedData.of(
        release, config, new Timings(), warning -> progress.line("warning: " + warning));
  }

  private PreparedData ofRun(ExperimentConfig config, Progress progress) {
    OptionCheck check = new OptionCheck(spec);
    for (RunOption option : RunOption.values()) {
      if (WHAT_IS_WRITTEN.contains(option.decides()) && option != RunOption.DATA_PATH) {
        check.withoutEffect("--" + option.key(), true, "--run");
      }
    }
    TrainedRun trained = TrainedRun.open(run, config, data.data(), progress);
    trained.requireApart(out, data.data());
    return trained.data();
  }

  private static Map<String, Object> options(ExperimentConfig config, boolean sliced) {
    Map<String, Object> options = new LinkedHashMap<>(config.options().byKey());
    options
        .keySet()
        .removeIf(
            key -> {
              RunOption option = RunOption.of(key).orElseThrow();
              return option == RunOption.DATA_PATH
                  || !WHAT_IS_WRITTEN.contains(option.decides())
                  || (option.decides() == Decides.SLICE && !sliced);
            });
    return options;
  }
}
