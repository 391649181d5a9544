package movielens.experiment.cli.options;

import java.io.PrintStream;
import movielens.experiment.console.Progress;
import movielens.experiment.console.Terminal;
import picocli.CommandLine.Option;

/** What every command understands. */
public final class OutputOptions {
  /** The option that asks for logs and stack traces. */
  public static final String VERBOSE = "--verbose";

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  boolean help;

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress on stderr.")
  private boolean quiet;

  @Option(names = VERBOSE, description = "Library logs and stack traces on stderr.")
  boolean verbose;

  /** Where a command says how far it is. */
  public Progress progress(PrintStream err) {
    return quiet ? Progress.silent() : Progress.on(err, Terminal.ofStderr());
  }
}
