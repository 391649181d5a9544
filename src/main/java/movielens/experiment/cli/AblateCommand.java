package movielens.experiment.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import movielens.experiment.cli.options.ConfigFile;
import movielens.experiment.cli.options.EngineOptions;
import movielens.experiment.cli.options.OptionCheck;
import movielens.experiment.cli.options.OutputOptions;
import movielens.experiment.console.Progress;
import movielens.experiment.evaluation.ModelName;
import movielens.experiment.pipeline.PreparedData;
import movielens.experiment.pipeline.ablation.Ablation;
import movielens.experiment.sweep.Planner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Compares configurations of the encoder on the validation part. */
@Command(name = "ablate", sortOptions = false, description = AblateCommand.PURPOSE)
final class AblateCommand implements Callable<Integer> {
  static final String PURPOSE =
      "Train a model under one configuration after another and compare them on the"
          + " validation part; what is finished is not trained again.";

  private final Program program;

  @Spec private CommandSpec spec;

  @Option(
      names = "--grid",
      paramLabel = "FILE",
      required = true,
      description =
          "YAML with 'base' (options of run), 'vary' (option: list of values, one changed at a"
              + " time) and 'settings' (name: options changed together).")
  private Path grid;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Folder for the results; an unfinished ablation in it is continued.")
  private Path out;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      defaultValue = "generic",
      description = "The transformer that trials train (default: ${DEFAULT-VALUE}).")
  private ModelName model;

  @Option(
      names = "--rehearse",
      description =
          "Hold back the end of the training part too, as if it were the test part, and also judge"
              + " the trials on that: does the validation part choose what is best later?")
  private boolean rehearse;

  @Mixin private EngineOptions engine;

  @Mixin private OutputOptions output;

  AblateCommand(Program program) {
    this.program = program;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (!model.trained()) {
      throw new ParameterException(
          spec.commandLine(), "--model " + model.label() + " is not trained, and has no trials");
    }
    GridFile file;
    try {
      file = GridFile.read(grid, model);
    } catch (ConfigFile.InvalidException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    if (engine.given()) {
      return onEngine(file.settings());
    }
    engine.requireNone(spec);
    Ablation.run(
        file.trials(),
        model,
        rehearse,
        out,
        output.progress(program.err()),
        program.out(),
        program.interruption());
    return ExitCode.DONE;
  }

  private int onEngine(List<Planner.Named> settings) throws InterruptedException {
    Progress progress = output.progress(program.err());
    SweepStart start = new SweepStart(program, engine, new OptionCheck(spec), progress);
    List<Planner.Named> trials =
        settings.stream()
            .map(named -> new Planner.Named(named.name(), start.forWorkers(named.config())))
            .toList();
    trials.forEach(trial -> PreparedData.requireApart(out, trial.config().base().data()));
    return start.start(out, Planner.trials(trials, model, rehearse, progress));
  }
}
