package movielens.experiment.cli;

import movielens.experiment.cli.options.OutputOptions;
import movielens.experiment.files.FlatYaml;
import movielens.experiment.run.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows configurations. */
@Command(name = "config", description = ConfigCommand.PURPOSE)
final class ConfigCommand implements Runnable {
  static final String PURPOSE = "Show the default configuration as YAML for run --config.";

  private final Program program;

  @Option(
      names = "--print-default",
      required = true,
      description = "Print every option of run with its default.")
  boolean printDefault;

  @Mixin(name = "Output")
  OutputOptions output;

  ConfigCommand(Program program) {
    this.program = program;
  }

  @Override
  public void run() {
    program
        .out()
        .print(FlatYaml.toText(RunFolder.CONFIG_COMMENT, RunArguments.parse().options().byKey()));
  }
}
