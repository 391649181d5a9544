package movielens.experiment.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import movielens.experiment.cli.options.ConfigFile;
import movielens.experiment.files.DataException;
import movielens.experiment.pipeline.ExperimentConfig;
import movielens.experiment.pipeline.OptionValues;
import movielens.experiment.pipeline.RunOption;
import movielens.experiment.pipeline.slices.SlicesConfig;
import movielens.experiment.run.RunFolder;
import movielens.experiment.run.RunPlace;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Reads the options of {@code run} and the files that they come from into a configuration. */
public final class RunArguments {
  private RunArguments() {}

  /**
   * The configuration that options describe, e.g. {@code parse("--dim", "64")}.
   *
   * @throws ParameterException when an option is wrong
   */
  public static ExperimentConfig parse(String... runOptions) {
    CommandLine run = commandLine();
    useConfigFile(run, runOptions);
    return config(run, runOptions);
  }

  /**
   * The configuration of a finished run.
   *
   * @throws DataException when there is no such run, or its configuration cannot be used
   */
  static ExperimentConfig ofRun(Path folder) {
    Path stored = RunFolder.finished(folder).file(RunFolder.CONFIG);
    if (!Files.isRegularFile(stored)) {
      throw new DataException(
          folder + " has no " + RunFolder.CONFIG + "; give the folder of a finished run");
    }
    try {
      return parse("--config", stored.toString());
    } catch (ParameterException e) {
      throw new DataException("the run in " + folder + " cannot be opened: " + e.getMessage(), e);
    }
  }

  /**
   * The configuration that a file describes. Unlike on the command line, a value may be there that
   * another one makes meaningless.
   *
   * @throws ParameterException when a value is wrong
   */
  static ExperimentConfig parse(ConfigFile file) {
    CommandLine run = commandLine();
    run.setDefaultValueProvider(file);
    return config(run);
  }

  /**
   * A configuration with other values of some options. What follows from the width where it is not
   * given follows from the other width.
   *
   * @param others option → value; a list in one is joined by {@code +}
   * @throws ParameterException when a value is wrong
   */
  static ExperimentConfig parse(ExperimentConfig base, Map<String, String> others) {
    Map<String, String> values = new LinkedHashMap<>();
    base.options().byKey().forEach((key, value) -> values.put(key, OptionValues.text(value)));
    if (others.containsKey(RunOption.DIM.key())) {
      values.keySet().removeAll(List.of(RunOption.HEADS.key(), RunOption.FEED_FORWARD.key()));
    }
    others.forEach((key, value) -> values.put(key, value.replace('+', ',')));
    return parse(ConfigFile.of(values));
  }

  /**
   * The configuration of options without a file, of one run or several.
   *
   * @param values option → value as it is typed
   * @throws ParameterException when a value is wrong
   */
  static SlicesConfig parseSlices(Map<String, String> values) {
    return parseSlices(ConfigFile.of(values));
  }

  /** The same of the values of a file. */
  static SlicesConfig parseSlices(ConfigFile file) {
    CommandLine run = commandLine();
    run.setDefaultValueProvider(file);
    parseArguments(run);
    return ((ExperimentArguments) run.getCommand()).slices();
  }

  /** The same, of one run or several. */
  static SlicesConfig parseSlices(String... runOptions) {
    CommandLine run = commandLine();
    useConfigFile(run, runOptions);
    parseArguments(run, runOptions);
    return ((ExperimentArguments) run.getCommand()).slices();
  }

  /** The names that a configuration file may use: what to run, and where. */
  static Set<String> configurable() {
    Set<String> keys = new LinkedHashSet<>();
    Arrays.stream(RunOption.values()).map(RunOption::key).forEach(keys::add);
    keys.add("out");
    return keys;
  }

  /** The command {@code run} of a program that only parses. */
  private static CommandLine commandLine() {
    Program program = new Program((c, p, o, s) -> {}, System.out, System.err);
    return program.commandLine(Program.RUN).getSubcommands().get(Program.RUN);
  }

  private static ExperimentConfig config(CommandLine run, String... options) {
    parseArguments(run, options);
    return ((ExperimentArguments) run.getCommand()).config();
  }

  private static void parseArguments(CommandLine run, String... options) {
    run.getParent()
        .parseArgs(
            Stream.concat(Stream.of(Program.RUN), Arrays.stream(options)).toArray(String[]::new));
  }

  /** What has to be known before the options can be parsed: where their defaults are. */
  private static final class ConfigLocation {
    @Option(names = "--config")
    private Path config;

    @Option(names = "--preset")
    private String preset;

    @Option(names = "--out")
    private Path out;

    @Option(names = "--resume")
    private boolean resume;

    /** The file that was named, or that of the run that is to go on. */
    Optional<Path> file() {
      if (config != null || !resume || out == null) {
        return Optional.ofNullable(config);
      }
      return Optional.of(out)
          .filter(folder -> new RunPlace(folder).holdsRun())
          .map(folder -> folder.resolve(RunFolder.CONFIG));
    }
  }

  /**
   * Makes the values of the file or preset that options name the defaults of their parse.
   *
   * @throws ParameterException when it cannot be used
   */
  static Optional<ConfigFile> useConfigFile(CommandLine run, String[] options) {
    ConfigLocation location = new ConfigLocation();
    CommandLine first =
        new CommandLine(location).setUnmatchedArgumentsAllowed(true).setExpandAtFiles(false);
    try {
      first.parseArgs(options);
    } catch (ParameterException e) {
      // The full parse meets the same error and reports it.
      return Optional.empty();
    }
    Set<String> keys = configurable();
    Optional<ConfigFile> file;
    try {
      Optional<ConfigFile> preset =
          Optional.ofNullable(location.preset).map(name -> ConfigFile.preset(name, keys));
      file =
          location
              .file()
              .map(path -> ConfigFile.read(path, keys))
              .map(read -> preset.map(read::over).orElse(read))
              .or(() -> preset);
    } catch (ConfigFile.InvalidException e) {
      throw new ParameterException(run, e.getMessage(), e);
    }
    file.ifPresent(run::setDefaultValueProvider);
    return file;
  }
}
