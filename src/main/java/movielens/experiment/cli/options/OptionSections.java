package movielens.experiment.cli.options;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Lists options under the name of the group that declares them, in the order of declaration. */
public final class OptionSections implements IHelpSectionRenderer {
  /** Makes the help of a command show its options so. */
  public static void install(CommandLine line) {
    line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, new OptionSections());
  }

  @Override
  public String render(Help help) {
    Map<String, CommandSpec> groups = help.commandSpec().mixins();
    return groups.entrySet().stream()
        .map(group -> section(help, group.getKey(), group.getValue().options()))
        .collect(Collectors.joining());
  }

  private static String section(Help help, String name, List<OptionSpec> options) {
    Help.Layout layout = help.createDefaultLayout(options, List.of(), help.colorScheme());
    layout.addOptions(options, help.parameterLabelRenderer());
    return System.lineSeparator() + name + System.lineSeparator() + layout;
  }
}
