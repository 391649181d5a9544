package movielens.experiment.cli;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import movielens.experiment.pipeline.ExperimentConfig;
import movielens.experiment.pipeline.SweepConfig;
import movielens.experiment.run.RunFolder;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/**
 * The command line, from arguments to an exit code. Everything it touches is handed to it, so that
 * a test can run it inside its own process.
 */
public final class Program {
  private static final String RUN = "run";
  private static final int HELP_WIDTH = 110;
  private static final Map<String, Subcommand> COMMANDS = commands();

  private final ExperimentRunner runner;
  private final PrintStream out;
  private final PrintStream err;
  private final Interruption interruption;

  /**
   * A program.
   *
   * @param runner what runs an experiment
   * @param out where results go
   * @param err where errors and progress go
   */
  public Program(ExperimentRunner runner, PrintStream out, PrintStream err) {
    this.runner = runner;
    this.out = out;
    this.err = err;
    this.interruption = new Interruption(err, Runtime.getRuntime()::halt);
  }

  /**
   * The configuration that the options of {@code run} describe, e.g. {@code parse("--dim", "64")}.
   *
   * @throws ParameterException when an option is wrong
   */
  public static ExperimentConfig parse(String... runOptions) {
    CommandLine run = runCommandLine();
    useConfigFile(run, runOptions);
    return config(run, runOptions);
  }

  /**
   * The configuration that a file describes. Unlike on the command line, a value may be there that
   * another one makes meaningless.
   *
   * @throws ParameterException when a value is wrong
   */
  static ExperimentConfig parse(ConfigFile file) {
    CommandLine run = runCommandLine();
    run.setDefaultValueProvider(file);
    return config(run);
  }

  /** The same, of one run or several. */
  static SweepConfig parseSweep(String... runOptions) {
    CommandLine run = runCommandLine();
    useConfigFile(run, runOptions);
    parseArguments(run, runOptions);
    return ((RunCommand) run.getCommand()).sweep();
  }

  /** The names that a configuration file may use. */
  static Set<String> configurable() {
    return configKeys(runCommandLine().getCommandSpec());
  }

  /** The command {@code run} of a program that only parses. */
  private static CommandLine runCommandLine() {
    Program program = new Program((c, p, o, s) -> {}, System.out, System.err);
    return program.commandLine(RUN).getSubcommands().get(RUN);
  }

  private static ExperimentConfig config(CommandLine run, String... options) {
    parseArguments(run, options);
    return ((RunCommand) run.getCommand()).config();
  }

  private static void parseArguments(CommandLine run, String... options) {
    run.getParent()
        .parseArgs(Stream.concat(Stream.of(RUN), Arrays.stream(options)).toArray(String[]::new));
  }

  /** Runs the command line; nothing is thrown, whatever happens. */
  public int execute(String... arguments) {
    int at = 0;
    while (at < arguments.length && arguments[at].startsWith("-")) {
      at++;
    }
    String named = at < arguments.length ? arguments[at] : "";
    CommandLine line = commandLine(named);
    ErrorLines errors = new ErrorLines(err, arguments);
    line.setParameterExceptionHandler(errors::usage);
    line.setExecutionExceptionHandler((e, command, parsed) -> errors.failure(e));
    try {
      if (named.equals(RUN)) {
        CommandLine run = line.getSubcommands().get(RUN);
        String[] options = Arrays.copyOfRange(arguments, at + 1, arguments.length);
        useConfigFile(run, options).ifPresent(errors::valuesFrom);
      }
      return line.execute(arguments);
    } catch (ParameterException e) {
      return errors.usage(e, arguments);
    } catch (Error e) {
      return errors.failure(e);
    }
  }

  /** A command that is looked at only when it is called. */
  private record Subcommand(String purpose, Function<Program, Object> make) {}

  private static Map<String, Subcommand> commands() {
    Map<String, Subcommand> commands = new LinkedHashMap<>();
    commands.put(RUN, new Subcommand(RunCommand.PURPOSE, RunCommand::new));
    commands.put("recommend", new Subcommand(RecommendCommand.PURPOSE, RecommendCommand::new));
    commands.put("compare", new Subcommand(CompareCommand.PURPOSE, CompareCommand::new));
    commands.put("report", new Subcommand(ReportCommand.PURPOSE, ReportCommand::new));
    commands.put("export", new Subcommand(ExportCommand.PURPOSE, ExportCommand::new));
    commands.put("ablate", new Subcommand(AblateCommand.PURPOSE, AblateCommand::new));
    commands.put("data", new Subcommand(DataCommand.PURPOSE, DataCommand::new));
    commands.put("benchmark", new Subcommand(BenchmarkCommand.PURPOSE, BenchmarkCommand::new));
    commands.put("config", new Subcommand(ConfigCommand.PURPOSE, ConfigCommand::new));
    commands.put("completion", new Subcommand(CompletionCommand.PURPOSE, CompletionCommand::new));
    return commands;
  }

  ExperimentRunner runner() {
    return runner;
  }

  PrintStream out() {
    return out;
  }

  PrintStream err() {
    return err;
  }

  Interruption interruption() {
    return interruption;
  }

  /** The command line with all of every command, which takes longer to make than any one needs. */
  CommandLine wholeCommandLine() {
    CommandLine line = new CommandLine(new ExperimentCommand());
    COMMANDS.forEach((name, command) -> line.addSubcommand(command.make().apply(this)));
    return line;
  }

  private CommandLine commandLine(String named) {
    CommandLine line = new CommandLine(new ExperimentCommand());
    if (COMMANDS.containsKey(named)) {
      line.addSubcommand(COMMANDS.get(named).make().apply(this));
    } else {
      // Looking at a command's annotations takes time, and here only its purpose is shown.
      COMMANDS.forEach((name, command) -> line.addSubcommand(name, purpose(command.purpose())));
    }
    line.setOut(writer(out));
    line.setErr(writer(err));
    line.setUsageHelpWidth(HELP_WIDTH);
    Converters.register(line);
    if (named.equals(RUN)) {
      OptionSections.install(line.getSubcommands().get(RUN));
    }
    return line;
  }

  private static CommandSpec purpose(String text) {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage().description(text);
    return spec;
  }

  /** Text in the charset of the terminal, which is the platform's. */
  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, Charset.defaultCharset()), true);
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
      return Optional.of(out.resolve(RunFolder.CONFIG)).filter(Files::exists);
    }
  }

  private static Optional<ConfigFile> useConfigFile(CommandLine run, String[] options) {
    ConfigLocation location = new ConfigLocation();
    CommandLine first = new CommandLine(location).setUnmatchedArgumentsAllowed(true);
    try {
      first.parseArgs(options);
    } catch (ParameterException e) {
      // The full parse meets the same error and reports it.
      return Optional.empty();
    }
    Set<String> keys = configKeys(run.getCommandSpec());
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

  /** Every option says what to run, but for those that say how to run the command. */
  private static Set<String> configKeys(CommandSpec run) {
    Set<String> keys = new LinkedHashSet<>();
    run.options().forEach(option -> keys.add(ConfigFile.key(option)));
    keys.removeAll(Set.of("help", "quiet", "verbose", "config", "preset", "resume"));
    return keys;
  }
}
