package movielens.experiment.cli;

import java.util.Arrays;
import java.util.Locale;
import movielens.experiment.cli.options.OutputOptions;
import movielens.experiment.pipeline.Experiment;

/** Entry point. */
public final class Main {
  private Main() {}

  /** Runs the command line and ends the process with its exit code. */
  public static void main(String[] args) {
    // Numbers and case are the program's own everywhere, whatever the person's language.
    Locale.setDefault(Locale.ROOT);
    quietLibraries(Arrays.asList(args).contains(OutputOptions.VERBOSE));
    Program program = new Program(Experiment::run, System.out, System.err);
    program.interruption().listen();
    int exitCode = program.execute(args);
    System.out.flush();
    program.interruption().finished(exitCode);
    System.exit(exitCode);
  }

  /** Must come before the first logger: the logging library reads these once. */
  private static void quietLibraries(boolean verbose) {
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", verbose ? "info" : "off");
    System.setProperty("org.slf4j.simpleLogger.logFile", "System.err");
    System.setProperty("org.slf4j.simpleLogger.showThreadName", "false");
    System.setProperty("org.slf4j.simpleLogger.showShortLogName", "true");
    System.setProperty("slf4j.internal.verbosity", "ERROR");
  }
}
