package movielens.experiment.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import movielens.experiment.pipeline.ExperimentConfig;
import movielens.experiment.report.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Trains and compares the models. */
@Command(name = "run", abbreviateSynopsis = true, description = RunCommand.PURPOSE)
final class RunCommand implements Callable<Integer> {
  static final String PURPOSE =
      "Train the models, evaluate them on the same people and movies, and say which is better and"
          + " how sure that is.";

  private final Program program;

  @Spec private CommandSpec spec;

  @Mixin(name = "Data and slice")
  private DataOptions data;

  @Mixin(name = "Models")
  private ModelOptions model;

  @Mixin(name = "Training")
  private TrainingOptions training;

  @Mixin(name = "Run")
  private RunOptions run;

  @Mixin(name = "Output")
  private OutputOptions output;

  RunCommand(Program program) {
    this.program = program;
  }

  @Override
  public Integer call() throws InterruptedException {
    ExperimentConfig config = config();
    if (config.resume()) {
      refuseOtherOptions(config);
    }
    program
        .runner()
        .run(config, output.progress(program.err()), program.out(), program.interruption());
    return ExitCode.DONE;
  }

  /** The configuration that the parsed options describe. */
  ExperimentConfig config() {
    OptionCheck check = new OptionCheck(spec);
    return new ExperimentConfig(
        data.data(),
        data.minRating(check),
        data.splitRule(check),
        data.sliceRule(check),
        model.models(),
        model.seeds(),
        model.encoder(check),
        training.training(check),
        training.fineTuneEpochs(check),
        training.fineTuneLearningRate(check),
        run.bootstrapResamples(check),
        run.device(),
        run.threads(check),
        run.out(),
        run.resume(check),
        run.checkpointMinutes(check),
        run.saveAll());
  }

  /** A run goes on with the options it began with: half of each would be a run of neither. */
  private void refuseOtherOptions(ExperimentConfig config) {
    Path stored = config.out().orElseThrow().resolve(RunFolder.CONFIG);
    if (!Files.exists(stored)) {
      return;
    }
    Map<String, Object> before = Program.parse("--config", stored.toString()).decisive();
    Map<String, Object> now = config.decisive();
    Set<String> options = new LinkedHashSet<>(before.keySet());
    options.addAll(now.keySet());
    String differences =
        options.stream()
            .filter(option -> !Objects.equals(before.get(option), now.get(option)))
            .map(option -> option + " " + said(before, option) + ", not " + said(now, option))
            .collect(Collectors.joining("; "));
    if (!differences.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "the run in "
              + config.out().orElseThrow()
              + " has "
              + differences
              + "; add --resume without these options to go on with it, or give another --out");
    }
  }

  private static String said(Map<String, Object> options, String option) {
    Object value = options.get(option);
    return value == null ? "none" : value.toString();
  }
}
