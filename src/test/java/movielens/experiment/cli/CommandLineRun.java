package movielens.experiment.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import movielens.experiment.pipeline.ExperimentConfig;

/** One run of the command line inside this process, and what came of it. */
record CommandLineRun(int exitCode, String out, String err, ExperimentConfig config) {
  /** Runs with an experiment that only notes its configuration. */
  static CommandLineRun of(String... arguments) {
    return with((config, progress, out, stop) -> {}, arguments);
  }

  static CommandLineRun with(ExperimentRunner runner, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    AtomicReference<ExperimentConfig> seen = new AtomicReference<>();
    Program program =
        new Program(
            (config, progress, stdout, stop) -> {
              seen.set(config);
              runner.run(config, progress, stdout, stop);
            },
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    int exitCode = program.execute(arguments);
    return new CommandLineRun(
        exitCode,
        out.toString(StandardCharsets.UTF_8),
        err.toString(StandardCharsets.UTF_8),
        seen.get());
  }
}
