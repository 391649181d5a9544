package movielens.experiment.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import movielens.experiment.cli.options.OutputOptions;
import movielens.experiment.console.ConsoleReport;
import movielens.experiment.console.Progress;
import movielens.experiment.console.Terminal;
import movielens.experiment.evaluation.CutOffs;
import movielens.experiment.files.OutputFolder;
import movielens.experiment.pipeline.ExperimentConfig;
import movielens.experiment.pipeline.exchange.JudgedFolder;
import movielens.experiment.pipeline.exchange.ListJudge;
import movielens.experiment.pipeline.exchange.ListsSource;
import movielens.experiment.pipeline.trained.TrainedRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Judges lists made elsewhere beside the models of a run. */
@Command(name = "judge", sortOptions = false, description = JudgeCommand.PURPOSE)
final class JudgeCommand implements Callable<Integer> {
  static final String PURPOSE =
      "Judge lists that another program made, beside the models of a finished run.";

  private final Program program;

  @Spec private CommandSpec spec;

  @Option(
      names = "--run",
      paramLabel = "DIR",
      required = true,
      description = "Folder of a finished run. It is only read.")
  private Path run;

  @Option(
      names = "--recommendations",
      paramLabel = "FILE",
      required = true,
      description =
          "Lists with a header, a row per user and movie: CSV, TSV, also gzipped; columns userId,"
              + " movieId and score or rank, and, where there are any, seed, model and view. More"
              + " files: give the option again.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description =
          "Name of the model in the tables, one for each file (default: that of the file).")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--at",
      paramLabel = "LIST",
      description =
          "How many of the best movies recall, ndcg, mrr and hit look at; 10 is always among them"
              + " (default: as the run).")
  private CutOffs cutOffs;

  @Option(
      names = "--leave-out",
      arity = "0",
      description =
          "Leave out rows that cannot be judged, such as movies from the user's training part; else"
              + " they are an error.")
  private boolean leaveOut;

  @Option(
      names = "--data",
      paramLabel = "PATH",
      description = "Where the run's data is now (default: where it was).")
  private Path data;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "New folder for tables, values per user and a page; without it the tables are printed and"
              + " nothing is written.")
  private Path out;

  @Mixin private OutputOptions output;

  JudgeCommand(Program program) {
    this.program = program;
  }

  @Override
  public Integer call() {
    List<ListsSource> sources = sources();
    if (out != null) {
      OutputFolder.requireNew(out);
      OutputFolder.requireApart(out, run, "the run");
    }
    Progress progress = output.progress(program.err());
    ExperimentConfig config = RunArguments.ofRun(run);
    TrainedRun trained = TrainedRun.open(run, config, Optional.ofNullable(data), progress);
    if (out != null) {
      trained.requireApart(out, Optional.ofNullable(data));
    }
    ListJudge judge =
        new ListJudge(
            new ListJudge.FinishedSplit(run, trained.results(), trained.data()),
            config,
            cutOffs(config),
            progress);
    ListJudge.Judgement judgement = judge.judge(sources, leaveOut);
    ConsoleReport report = new ConsoleReport(program.out(), Terminal.ofStdout());
    if (out == null) {
      report.print(judgement.results());
    } else {
      JudgedFolder.write(judgement, trained.data(), out, progress);
      report.print(judgement.results(), out);
    }
    return ExitCode.DONE;
  }

  /** What is typed; the table of a run's options has a default of its own. */
  private CutOffs cutOffs(ExperimentConfig config) {
    return spec.commandLine().getParseResult().hasMatchedOption("--at")
        ? cutOffs
        : config.cutOffs();
  }

  private List<ListsSource> sources() {
    if (!names.isEmpty() && names.size() != files.size()) {
      throw new ParameterException(
          spec.commandLine(),
          "--name is given %d times and --recommendations %d times; give a name for each file, or none"
              .formatted(names.size(), files.size()));
    }
    List<ListsSource> sources = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      sources.add(
          new ListsSource(
              files.get(i), names.isEmpty() ? Optional.empty() : Optional.of(name(names.get(i)))));
    }
    return sources;
  }

  private String name(String text) {
    String name = text.strip();
    if (!name.matches("[^\\p{Cntrl}]{1,40}")) {
      throw new ParameterException(
          spec.commandLine(), "--name: '" + text + "' is not a name of 1 to 40 characters");
    }
    return name;
  }
}
