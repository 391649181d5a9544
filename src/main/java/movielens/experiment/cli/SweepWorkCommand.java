package movielens.experiment.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import movielens.experiment.cli.options.OutputOptions;
import movielens.experiment.sweep.SweepFolder;
import movielens.experiment.sweep.Worker;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Does one task of a sweep. */
@Command(
    name = "work",
    sortOptions = false,
    description = "Do one task of a sweep, or go on with it; engines start this.")
final class SweepWorkCommand implements Callable<Integer> {
  private final Program program;

  @Parameters(paramLabel = "DIR", description = "Folder of the sweep.")
  private Path folder;

  @Option(
      names = "--task",
      paramLabel = "K",
      required = true,
      description = "Number of the task, from 0.")
  private int task;

  @Option(
      names = "--anew",
      description = "The engine has taken the task away from whoever had it before.")
  private boolean anew;

  @Mixin private OutputOptions output;

  SweepWorkCommand(Program program) {
    this.program = program;
  }

  @Override
  public Integer call() throws InterruptedException {
    return new Worker(
            new SweepFolder(folder),
            RunArguments::parseSlices,
            SweepWorkCommand::end,
            output.progress(program.err()),
            program.interruption())
        .work(task, anew);
  }

  /** How this process will end after an error, and its last line. */
  private static Worker.End end(Throwable failure) {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    PrintStream err = new PrintStream(line, false, StandardCharsets.UTF_8);
    int code = new ErrorLines(err, new String[0]).failure(failure);
    return new Worker.End(code, line.toString(StandardCharsets.UTF_8).strip());
  }
}
