package blackbox;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import movielens.experiment.cli.Program;
import movielens.experiment.pipeline.Experiment;

/**
 * One run of the program inside this process, as a person would start it, and what came of it.
 *
 * @param exitCode of the process that it would have been
 * @param out what it printed as results
 * @param err what it printed as progress and errors
 */
record ProgramRun(int exitCode, String out, String err) {
  /** Runs the program with arguments. */
  static ProgramRun of(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Program program =
        new Program(
            Experiment::run,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    int exitCode = program.execute(arguments);
    return new ProgramRun(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
