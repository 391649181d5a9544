package movielens.experiment.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import movielens.experiment.cli.options.OptionCheck;
import movielens.experiment.cli.options.OutputOptions;
import movielens.experiment.cli.options.ResampleOptions;
import movielens.experiment.console.ComparisonCsv;
import movielens.experiment.console.ComparisonReport;
import movielens.experiment.console.Terminal;
import movielens.experiment.html.ComparisonPage;
import movielens.experiment.pipeline.comparison.RunComparer;
import movielens.experiment.report.RunComparison;
import movielens.experiment.run.FinishedRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts finished runs side by side. */
@Command(name = "compare", sortOptions = false, description = CompareCommand.PURPOSE)
final class CompareCommand implements Callable<Integer> {
  static final String PURPOSE =
      "Put finished runs side by side: what differs in their options, their metrics, and each run"
          + " against the first.";

  private final Program program;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "DIR",
      description = "Run folders, two or more; the first is the reference.")
  private List<Path> folders = new ArrayList<>();

  @Option(names = "--csv", description = "Print CSV: a line per view, model, metric and run.")
  private boolean csv;

  @Option(names = "--html", paramLabel = "FILE", description = "Also write an HTML page.")
  private Path html;

  @Mixin private ResampleOptions resampling;

  @Mixin private OutputOptions output;

  CompareCommand(Program program) {
    this.program = program;
  }

  @Override
  public Integer call() {
    if (folders.size() < 2 || folders.size() > RunComparer.MOST_RUNS) {
      throw new ParameterException(
          spec.commandLine(),
          "give 2 to %d run folders to compare, not %d"
              .formatted(RunComparer.MOST_RUNS, folders.size()));
    }
    if (html != null) {
      ComparisonPage.requireOwn(html);
    }
    int resamples = resampling.bootstrapResamples(new OptionCheck(spec));
    List<FinishedRun> runs = folders.stream().map(FinishedRun::read).toList();
    RunComparison comparison = RunComparer.of(runs, resamples, output.progress(program.err()));
    if (html != null) {
      ComparisonPage.write(comparison, html);
    }
    if (csv) {
      ComparisonCsv.print(comparison, program.out());
    } else {
      new ComparisonReport(program.out(), Terminal.ofStdout()).print(comparison);
    }
    return ExitCode.DONE;
  }
}
