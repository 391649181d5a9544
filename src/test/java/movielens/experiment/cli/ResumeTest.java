package movielens.experiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import movielens.experiment.pipeline.Experiment;
import movielens.experiment.pipeline.StopRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that are stopped or die and go on end with the bytes of one that was left alone. */
class ResumeTest {
  private static final String[] SMALL = {
    "--dim=16",
    "--layers=1",
    "--window=16",
    "--epochs=2",
    "--fine-tune-epochs=1",
    "--min-steps=0",
    "--batch-size=32",
    "--bootstrap-resamples=200",
    "--models=generic,distilled,fine-tuned,popular",
    "--seeds=1,2",
    "--quiet"
  };

  @TempDir private Path parent;

  private CommandLineRun run(StopRequest stop, Path out, String... more) {
    String[] arguments =
        Stream.of(new String[] {"run"}, SMALL, new String[] {"--out=" + out}, more)
            .flatMap(Arrays::stream)
            .toArray(String[]::new);
    return CommandLineRun.with(
        (config, progress, stdout, unused) -> Experiment.run(config, progress, stdout, stop),
        arguments);
  }

  private static String withoutThroughput(Path out) throws IOException {
    return Files.readAllLines(out.resolve("training.csv")).stream()
        .map(line -> line.substring(0, line.lastIndexOf(',')))
        .collect(Collectors.joining("\n"));
  }

  private static void assertSameResults(Path actual, Path expected) throws IOException {
    for (String file :
        List.of("metrics.csv", "per_user.csv.gz", "recommendations.csv.gz", "config.yaml")) {
      assertThat(actual.resolve(file)).hasSameBinaryContentAs(expected.resolve(file));
    }
    assertThat(withoutThroughput(actual)).isEqualTo(withoutThroughput(expected));
  }

  @Test
  void stoppedOrKilledAndResumedEndsWithTheSameBytes() throws IOException {
    Path undisturbed = parent.resolve("undisturbed");
    assertThat(run(() -> false, undisturbed).exitCode()).isZero();

    Path stopped = parent.resolve("stopped ünd resumed");
    int stops = 0;
    CommandLineRun last = run(stopAfter(30), stopped);
    for (; last.exitCode() == 130; stops++) {
      assertThat(last.err())
          .contains("interrupted in epoch")
          .contains("go on with: run --resume --out \"" + stopped + '"');
      last = run(stopAfter(30), stopped, "--resume");
    }
    assertThat(last.exitCode()).as(last.err()).isZero();
    assertThat(stops).isGreaterThan(2);
    assertSameResults(stopped, undisturbed);

    // The same command with the same --out goes on as well, and a death leaves no checkpoint of
    // its own.
    Path killed = parent.resolve("killed");
    int deaths = 0;
    last = run(dieAfter(40), killed, "--checkpoint-minutes=0.00001");
    for (; last.exitCode() != 0; deaths++) {
      assertThat(last.err()).contains("killed");
      last = run(dieAfter(40), killed, "--checkpoint-minutes=0.00001");
    }
    assertThat(deaths).isGreaterThan(2);
    Files.copy(
        undisturbed.resolve("config.yaml"),
        killed.resolve("config.yaml"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertSameResults(killed, undisturbed);
  }

  private static StopRequest stopAfter(int steps) {
    int[] left = {steps};
    return () -> --left[0] <= 0;
  }

  private static StopRequest dieAfter(int steps) {
    int[] left = {steps};
    return () -> {
      left[0]--;
      if (left[0] == 0) {
        throw new IllegalStateException("killed");
      }
      return false;
    };
  }

  @Test
  void aFinishedRunIsNotOverwritten() throws IOException {
    Path out = Files.createDirectories(parent.resolve("done"));
    Files.writeString(out.resolve("config.yaml"), "format: 2\ndim: 16\n");
    Files.writeString(out.resolve("results.json"), "{}");

    CommandLineRun again = run(() -> false, out);

    assertThat(again.exitCode()).isEqualTo(2);
    assertThat(again.err()).contains("holds a finished run");
    assertThat(out.resolve("results.json")).hasContent("{}");
  }

  @Test
  void otherOptionsAreRefusedAllAtOnce() throws IOException {
    Path out = Files.createDirectories(parent.resolve("begun"));
    Files.writeString(
        out.resolve("config.yaml"),
        "format: 2\ndim: 32\nepochs: 5\nsave-all: true\ncheckpoint-minutes: 1\n");
    Files.createDirectory(out.resolve("checkpoints"));

    CommandLineRun changed = CommandLineRun.of("run", "--epochs=2", "--out=" + out);

    assertThat(changed.exitCode()).isEqualTo(2);
    assertThat(changed.err())
        .contains("has dim 32, not 256; ")
        .contains("epochs 5, not 2; ")
        .contains("add --resume")
        .doesNotContain("save-all")
        .doesNotContain("checkpoint-minutes");
    assertThat(changed.err().lines()).hasSize(1);
    assertThat(CommandLineRun.of("run", "--dim=32", "--epochs=5", "--out=" + out).config().resume())
        .isTrue();
  }

  @Test
  void whatCannotFitInMemoryIsSaidBeforeTheFirstStep() {
    CommandLineRun run =
        CommandLineRun.with(
            Experiment::run,
            "run",
            "--dim=4096",
            "--layers=64",
            "--quiet",
            "--out=" + parent.resolve("huge"));

    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(run.err())
        .startsWith("experiment: generic, seed 42: ")
        .contains("GiB")
        .contains("lower --dim or --layers");
    assertThat(run.err().lines()).hasSize(1);
  }
}
