package movielens.experiment.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import movielens.experiment.cli.options.OutputOptions;
import movielens.experiment.console.LagReport;
import movielens.experiment.console.Terminal;
import movielens.experiment.html.HtmlReport;
import movielens.experiment.run.ResultsFile;
import movielens.experiment.run.RunFolder;
import movielens.experiment.run.RunResults;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Rebuilds the page of a run that is over. */
@Command(name = "report", sortOptions = false, description = ReportCommand.PURPOSE)
final class ReportCommand implements Callable<Integer> {
  static final String PURPOSE =
      "Rebuild report.html of a finished run from the files in its folder.";

  private final Program program;

  @Parameters(paramLabel = "DIR", description = "Run folder.")
  private Path folder;

  /** Tables of results that are printed on request. */
  enum Shown {
    LAGS
  }

  @Option(
      names = "--show",
      paramLabel = "TABLE",
      description =
          "Print a table of the results: lags, which test events were found, near and far.")
  private Shown shown;

  @Mixin(name = "Output")
  OutputOptions output;

  ReportCommand(Program program) {
    this.program = program;
  }

  @Override
  public Integer call() {
    RunFolder run = RunFolder.finished(folder);
    HtmlReport.write(run);
    program.out().println(run.file(RunFolder.REPORT));
    if (shown == Shown.LAGS) {
      RunResults results = ResultsFile.read(run.file(RunFolder.RESULTS));
      new LagReport(program.out(), Terminal.ofStdout()).print(results);
    }
    return ExitCode.DONE;
  }
}
