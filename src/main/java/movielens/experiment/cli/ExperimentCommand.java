package movielens.experiment.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program as a whole; its subcommands do the work. */
@Command(
    name = "experiment",
    versionProvider = VersionLines.class,
    description =
        "Does a sequence model trained on one genre's devotees recommend better to them than one"
            + " trained on everybody?",
    footer = {
      "",
      "Exit codes: 0 done, 1 unexpected error, 2 wrong usage, 3 bad or missing data,",
      "            4 training failed, 130 interrupted."
    })
final class ExperimentCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show versions and exit.")
  boolean version;

  @Mixin(name = "Output")
  OutputOptions output;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Missing command: " + String.join(", ", spec.subcommands().keySet()));
  }
}
