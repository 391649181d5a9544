package movielens.experiment.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import movielens.experiment.cli.options.OutputOptions;
import movielens.experiment.sweep.SweepFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Makes one result of the finished tasks of a sweep. */
@Command(
    name = "collect",
    description =
        "Put finished tasks together: the folders and tables that one process would have made. May"
            + " be repeated.")
final class SweepCollectCommand implements Callable<Integer> {
  private final Program program;

  @Parameters(paramLabel = "DIR", description = "Folder of the sweep.")
  private Path folder;

  @Mixin private OutputOptions output;

  SweepCollectCommand(Program program) {
    this.program = program;
  }

  @Override
  public Integer call() throws InterruptedException {
    return SweepStart.collect(program, new SweepFolder(folder), output.progress(program.err()));
  }
}
