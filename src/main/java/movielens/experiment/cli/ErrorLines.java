package movielens.experiment.cli;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import movielens.experiment.cli.options.ConfigFile;
import movielens.experiment.cli.options.NearestName;
import movielens.experiment.cli.options.OutputOptions;
import movielens.experiment.files.DataException;
import movielens.experiment.files.FolderException;
import movielens.experiment.pipeline.InvalidConfigException;
import movielens.experiment.training.TrainingException;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Every error as one line on stderr and an exit code; the stack trace only for who asks. */
final class ErrorLines {
  /** A line of an error quotes what it was given, which may be anything. */
  private static final int MAX_CHARACTERS = 2000;

  private static final int MAX_CAUSES = 20;

  private final PrintStream err;
  private final String[] arguments;
  private final boolean verbose;
  private ConfigFile values;

  ErrorLines(PrintStream err, String[] arguments) {
    this.err = err;
    this.arguments = arguments;
    this.verbose = Arrays.asList(arguments).contains(OutputOptions.VERBOSE);
  }

  /** Says that options not given on the command line may have their value from this file. */
  void valuesFrom(ConfigFile file) {
    this.values = file;
  }

  /** Reports wrong usage. */
  int usage(ParameterException e, String[] unused) {
    CommandLine command = e.getCommandLine();
    CommandSpec spec = command.getCommandSpec();
    String message =
        e instanceof UnmatchedArgumentException unmatched
            ? unmatched(unmatched, command)
            : origin(e.getArgSpec()) + oneLine(e.getMessage());
    print(message + "; see '" + spec.qualifiedName() + " --help'", e);
    return ExitCode.USAGE;
  }

  /** Reports what went wrong while a command ran. */
  int failure(Throwable e) {
    if (e instanceof ParameterException usage) {
      return usage(usage, arguments);
    }
    if (e instanceof FolderException || e instanceof InvalidConfigException) {
      return print(e.getMessage(), e, ExitCode.USAGE);
    }
    if (e instanceof DataException) {
      return print(e.getMessage(), e, ExitCode.DATA);
    }
    if (e instanceof TrainingException) {
      return print(e.getMessage(), e, ExitCode.TRAINING);
    }
    if (e instanceof InterruptedException) {
      String how = e.getMessage() == null ? "" : e.getMessage();
      String what = how.startsWith("interrupted") ? how : "interrupted; " + how;
      return print(what, e, ExitCode.INTERRUPTED);
    }
    if (outOfMemory(e)) {
      return print(
          "out of memory: the Java heap ends at "
              + (Runtime.getRuntime().maxMemory() >> 20)
              + " MiB; give Java more with -Xmx, or lower --batch-size, --window or --dim",
          e,
          ExitCode.TRAINING);
    }
    if (e instanceof UncheckedIOException) {
      return print(
          e.getMessage() + ": " + reason(e.getCause()) + "; check free space and permissions there",
          e,
          ExitCode.UNEXPECTED);
    }
    return print(
        "unexpected " + e.getClass().getName() + ": " + e.getMessage() + again(),
        e,
        ExitCode.UNEXPECTED);
  }

  /** Also where another thread ran out of memory, and its error comes wrapped. */
  private static boolean outOfMemory(Throwable e) {
    Throwable at = e;
    for (int depth = 0; at != null && depth < MAX_CAUSES; depth++) {
      if (at instanceof OutOfMemoryError) {
        return true;
      }
      at = at.getCause();
    }
    return false;
  }

  private String again() {
    return verbose ? "" : "; re-run with --verbose for the stack trace";
  }

  /** Where a value came from, when that is the configuration file. */
  private String origin(ArgSpec argument) {
    if (values == null || !(argument instanceof OptionSpec option)) {
      return "";
    }
    boolean typed =
        Arrays.stream(arguments)
            .anyMatch(
                text ->
                    Arrays.stream(option.names())
                        .anyMatch(name -> text.equals(name) || text.startsWith(name + "=")));
    return typed ? "" : values.location(option);
  }

  private static String unmatched(UnmatchedArgumentException e, CommandLine command) {
    String text = e.getUnmatched().get(0);
    Set<String> known = new LinkedHashSet<>();
    if (text.startsWith("-")) {
      String name = text.replaceFirst("=.*", "");
      command.getCommandSpec().options().forEach(o -> known.addAll(Arrays.asList(o.names())));
      return "Unknown option: '" + name + "'" + NearestName.hint(name, known);
    }
    known.addAll(command.getSubcommands().keySet());
    String what = known.isEmpty() ? "Unexpected argument: '" : "Unknown command: '";
    return what + text + "'" + NearestName.hint(text, known);
  }

  private static String reason(Throwable cause) {
    return cause.getClass().getSimpleName() + " " + cause.getMessage();
  }

  private static String oneLine(String message) {
    if (message == null) {
      return "";
    }
    String shown =
        message.length() > MAX_CHARACTERS ? message.substring(0, MAX_CHARACTERS) + "..." : message;
    return shown
        .replaceAll("\\s*\\R\\s*", " ")
        .replace("\t", "<tab>")
        .replaceAll("\\p{Cntrl}", "?");
  }

  private int print(String message, Throwable e, int exitCode) {
    print(message, e);
    return exitCode;
  }

  private void print(String message, Throwable e) {
    err.println("experiment: " + oneLine(message));
    if (verbose) {
      e.printStackTrace(err);
    }
    err.flush();
  }
}
