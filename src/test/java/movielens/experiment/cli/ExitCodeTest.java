package movielens.experiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import movielens.experiment.files.DataException;
import movielens.experiment.run.RunFolder;
import movielens.experiment.training.TrainingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExitCodeTest {
  @TempDir private Path folder;

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new DataException("ratings.csv:3: bad"), 3, "experiment: ratings.csv:3: bad"),
        Arguments.of(new TrainingException("loss is NaN"), 4, "experiment: loss is NaN"),
        Arguments.of(
            new OutOfMemoryError("heap"), 4, "experiment: out of memory: the Java heap ends"),
        Arguments.of(
            new IllegalStateException("parsing", new OutOfMemoryError("heap")),
            4,
            "experiment: out of memory: the Java heap ends"),
        Arguments.of(
            new InterruptedException("go on with --resume"),
            130,
            "experiment: interrupted; go on with --resume"),
        Arguments.of(
            new UncheckedIOException("cannot write x", new IOException("No space left")),
            1,
            "experiment: cannot write x: IOException No space left"),
        Arguments.of(
            new IllegalStateException("two\nlines"),
            1,
            "experiment: unexpected java.lang.IllegalStateException: two lines; re-run with"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void everyFailureIsOneLineAndACode(Throwable failure, int exitCode, String message) {
    CommandLineRun run = CommandLineRun.with(failing(failure), "run");

    assertThat(run.exitCode()).isEqualTo(exitCode);
    assertThat(run.err()).startsWith(message);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void verboseAddsTheStackTrace() {
    CommandLineRun run = CommandLineRun.with(failing(new DataException("bad")), "run", "--verbose");

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).contains("experiment: bad").contains("\tat movielens.experiment");
  }

  @Test
  void aFolderWithFilesIsWrongUsage() throws IOException {
    Files.writeString(folder.resolve("x"), "y");

    CommandLineRun run =
        CommandLineRun.with(
            (config, progress, out, stop) -> RunFolder.at(folder, config.resume()), "run");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("holds data or other files (x) and no run; give another --out");
  }

  @Test
  void resultsGoToStdoutProgressToStderr() {
    CommandLineRun run =
        CommandLineRun.with(
            (config, progress, out, stop) -> {
              progress.line("epoch 1");
              out.println("result");
            },
            "run");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().strip()).isEqualTo("result");
    assertThat(run.err().strip()).isEqualTo("epoch 1");
  }

  @Test
  void quietIsSilent() {
    CommandLineRun run =
        CommandLineRun.with((config, progress, out, stop) -> progress.line("epoch 1"), "run", "-q");

    assertThat(run.err()).isEmpty();
  }

  private static ExperimentRunner failing(Throwable failure) {
    return (config, progress, out, stop) -> {
      if (failure instanceof InterruptedException interrupted) {
        throw interrupted;
      }
      if (failure instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) failure;
    };
  }
}
