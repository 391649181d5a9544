package movielens.experiment.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import movielens.experiment.cli.options.OutputOptions;
import movielens.experiment.sweep.SweepFolder;
import movielens.experiment.sweep.SweepStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Tells how far a sweep is. */
@Command(
    name = "status",
    description = "Tell which tasks of a sweep are done, run, wait or failed, and the time left.")
final class SweepStatusCommand implements Callable<Integer> {
  private final Program program;

  @Parameters(paramLabel = "DIR", description = "Folder of the sweep.")
  private Path folder;

  @Mixin OutputOptions output;

  SweepStatusCommand(Program program) {
    this.program = program;
  }

  @Override
  public Integer call() {
    SweepStatus.of(new SweepFolder(folder)).lines().forEach(program.out()::println);
    program.out().flush();
    return ExitCode.DONE;
  }
}
