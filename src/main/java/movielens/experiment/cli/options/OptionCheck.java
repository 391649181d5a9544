package movielens.experiment.cli.options;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Rejects values that parse but make no sense, in the words of the command line. */
public final class OptionCheck {
  private final CommandSpec spec;

  /** Values of the options of this command. */
  public OptionCheck(CommandSpec spec) {
    this.spec = spec;
  }

  /** The value, where it is in the range. */
  public int in(Range range, String option, int value) {
    if (!range.contains(value)) {
      throw invalid(option, String.valueOf(value), "is not " + range);
    }
    return value;
  }

  /** The value, where it is in the range. */
  public double in(Range range, String option, double value) {
    if (!range.contains(value)) {
      throw invalid(option, String.valueOf(value), "is not " + range);
    }
    return value;
  }

  /** An option that was typed although another option makes it meaningless. */
  public void withoutEffect(String option, boolean meaningless, String because) {
    if (meaningless && spec.commandLine().getParseResult().hasMatchedOption(option)) {
      throw new ParameterException(
          spec.commandLine(),
          option + " has no effect with " + because + "; leave one of them out");
    }
  }

  /** Whether an option has a value from the command line, a file or a preset: not its default. */
  boolean given(String key) {
    CommandLine command = spec.commandLine();
    return command.getParseResult().hasMatchedOption("--" + key)
        || (command.getDefaultValueProvider() instanceof ConfigFile file
            && file.value(key) != null);
  }

  /** The error of a value and what is wrong with it. */
  ParameterException invalid(String option, String value, String problem) {
    return new ParameterException(
        spec.commandLine(),
        "Invalid value for option '" + option + "': " + value + " " + problem,
        spec.findOption(option),
        value);
  }
}
