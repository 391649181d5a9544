package movielens.experiment.cli.options;

import movielens.experiment.pipeline.RunOption;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Defaults of options from the one table that has them, where a command has none of its own. */
public final class TableDefaults implements IDefaultValueProvider {
  @Override
  public String defaultValue(ArgSpec argument) {
    return argument instanceof OptionSpec option && option.defaultValue() == null
        ? RunOption.of(ConfigFile.key(option)).flatMap(RunOption::defaultText).orElse(null)
        : null;
  }
}
