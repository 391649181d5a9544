package movielens.experiment.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import movielens.experiment.html.HtmlReport;
import movielens.experiment.run.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Rebuilds the page of a run that is over. */
@Command(name = "report", sortOptions = false, description = ReportCommand.PURPOSE)
final class ReportCommand implements Callable<Integer> {
  static final String PURPOSE =
      "Rebuild report.html of a finished run from the files in its folder.";

  private final Program program;

  @Parameters(paramLabel = "DIR", description = "Run folder.")
  private Path folder;

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
    return ExitCode.DONE;
  }
}
