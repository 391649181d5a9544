package movielens.experiment.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import movielens.experiment.cli.options.OutputOptions;
import movielens.experiment.console.Progress;
import movielens.experiment.files.DataException;
import movielens.experiment.pipeline.ExperimentConfig;
import movielens.experiment.pipeline.OptionValues;
import movielens.experiment.pipeline.slices.SlicesConfig;
import movielens.experiment.pipeline.slices.SlicesRun;
import movielens.experiment.run.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

/** Trains and compares the models. */
@Command(name = "run", abbreviateSynopsis = true, description = RunCommand.PURPOSE)
final class RunCommand extends ExperimentArguments implements Callable<Integer> {
  static final String PURPOSE =
      "Train the models, evaluate them on the same people and movies, and say which is better and"
          + " how sure that is.";

  private final Program program;

  @Mixin(name = "Output")
  private OutputOptions output;

  RunCommand(Program program) {
    this.program = program;
  }

  @Override
  public Integer call() throws InterruptedException {
    SlicesConfig runs = slices();
    if (runs.base().resume()) {
      if (run.bound()) {
        refuseOtherOptions(runs);
      }
      requireData(runs.base());
    }
    Progress progress = output.progress(program.err());
    if (runs.slices().size() > 1) {
      SlicesRun.run(runs, progress, program.out(), program.interruption());
    } else {
      program.runner().run(runs.base(), progress, program.out(), program.interruption());
    }
    return ExitCode.DONE;
  }

  /** A run goes on with the options it began with: half of each would be a run of neither. */
  private void refuseOtherOptions(SlicesConfig runs) {
    Path out = runs.base().out().orElseThrow();
    Path stored = out.resolve(RunFolder.CONFIG);
    OptionValues before =
        RunArguments.parseSlices("--config", stored.toString()).options().decisiveWhereverDataIs();
    String differences =
        String.join("; ", before.differences(runs.options().decisiveWhereverDataIs()));
    if (!differences.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "the run in "
              + out
              + " has "
              + differences
              + "; add --resume without these options to go on with it; for others give another"
              + " --out, or delete that folder");
    }
  }

  /** What was there when the run began may have been moved since. */
  private static void requireData(ExperimentConfig config) {
    if (config.data().isPresent() && !Files.exists(config.data().get())) {
      throw new DataException(
          "the data of the run in %s is not at %s; if it was moved, add --data with its new place"
              .formatted(config.out().orElseThrow(), config.data().get()));
    }
  }
}
