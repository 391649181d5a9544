package movielens.experiment.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import movielens.experiment.cli.options.OutputOptions;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Parameters;

/** Prints what makes a shell complete the program's commands and options. */
@Command(
    name = "completion",
    description = CompletionCommand.PURPOSE,
    footer = {
      "",
      "bash: source <(java -jar experiment.jar completion bash)",
      "zsh:  source <(java -jar experiment.jar completion zsh)",
      "Both complete the word 'experiment', so give the program that name, e.g. with",
      "alias experiment='java -jar /path/to/experiment.jar'"
    })
final class CompletionCommand implements Callable<Integer> {
  static final String PURPOSE = "Print a script that completes commands and options in a shell.";

  /** The shells that are known; zsh runs the script of bash through its bashcompinit. */
  enum Shell {
    BASH,
    ZSH
  }

  private final Program program;

  @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
  Shell shell;

  @Mixin OutputOptions output;

  CompletionCommand(Program program) {
    this.program = program;
  }

  @Override
  public Integer call() {
    CommandLine whole = program.wholeCommandLine();
    offerLabels(whole);
    program.out().print(AutoComplete.bash("experiment", whole).replace("\r\n", "\n"));
    program.out().flush();
    return ExitCode.DONE;
  }

  /** The values that a choice accepts, which are not the names of its constants. */
  private static void offerLabels(CommandLine line) {
    CommandSpec spec = line.getCommandSpec();
    for (OptionSpec option : List.copyOf(spec.options())) {
      if (option.type().isEnum()) {
        spec.remove(option);
        spec.addOption(option.toBuilder().completionCandidates(labels(option.type())).build());
      }
    }
    line.getSubcommands().values().forEach(CompletionCommand::offerLabels);
  }

  private static List<String> labels(Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .toList();
  }
}
