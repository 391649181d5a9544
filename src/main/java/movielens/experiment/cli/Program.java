package movielens.experiment.cli;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import movielens.experiment.cli.options.Converters;
import movielens.experiment.cli.options.OptionSections;
import movielens.experiment.cli.options.TableDefaults;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * The command line, from arguments to an exit code. Everything it touches is handed to it, so that
 * a test can run it inside its own process.
 */
public final class Program {
  static final String RUN = "run";
  private static final String SWEEP = "sweep";

  /** The commands that take the options of an experiment. */
  private static final Set<String> EXPERIMENTS = Set.of(RUN, SWEEP);

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
      if (EXPERIMENTS.contains(named)) {
        CommandLine run = line.getSubcommands().get(named);
        String[] options = Arrays.copyOfRange(arguments, at + 1, arguments.length);
        RunArguments.useConfigFile(run, options).ifPresent(errors::valuesFrom);
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
    commands.put("judge", new Subcommand(JudgeCommand.PURPOSE, JudgeCommand::new));
    commands.put("compare", new Subcommand(CompareCommand.PURPOSE, CompareCommand::new));
    commands.put("report", new Subcommand(ReportCommand.PURPOSE, ReportCommand::new));
    commands.put("export", new Subcommand(ExportCommand.PURPOSE, ExportCommand::new));
    commands.put("ablate", new Subcommand(AblateCommand.PURPOSE, AblateCommand::new));
    commands.put(SWEEP, new Subcommand(SweepCommand.PURPOSE, SweepCommand::of));
    commands.put("data", new Subcommand(DataCommand.PURPOSE, DataCommand::of));
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

  /** The command line of one command; of the others it knows only what they are for. */
  CommandLine commandLine(String named) {
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
    // A path may begin with @; it does not name a file of more arguments.
    line.setExpandAtFiles(false);
    Converters.register(line);
    Converters.choice(line, ReportCommand.Shown.class);
    Converters.choice(line, CompletionCommand.Shell.class);
    line.setDefaultValueProvider(new TableDefaults());
    if (EXPERIMENTS.contains(named)) {
      OptionSections.install(line.getSubcommands().get(named));
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
}
