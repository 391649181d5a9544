package movielens.experiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataCommandTest {
  @TempDir private Path folder;

  @Test
  void inventsCutsAndDescribes() {
    String whole = folder.resolve("whole").toString();
    String part = folder.resolve("part").toString();

    CommandLineRun synth =
        CommandLineRun.of("data", "synth", "--users=60", "--movies=80", "--out", whole);
    assertThat(synth.exitCode()).isZero();
    assertThat(synth.out().strip()).isEqualTo(whole);
    assertThat(Path.of(whole, "ratings.csv")).exists();

    CommandLineRun sample =
        CommandLineRun.of("data", "sample", "--from", whole, "--users=20", "--out", part);
    assertThat(sample.exitCode()).isZero();

    CommandLineRun describe = CommandLineRun.of("data", "describe", part);
    assertThat(describe.exitCode()).isZero();
    assertThat(describe.out()).contains("SYNTHETIC", "Users     20,", "Drama", ">0.5");
    assertThat(describe.out().lines()).allMatch(line -> line.length() <= 120);
  }

  @Test
  void missingDataIsOneLine() {
    CommandLineRun run = CommandLineRun.of("data", "describe", folder.resolve("no").toString());

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void anUnknownReleaseIsNamed() {
    CommandLineRun run = CommandLineRun.of("data", "download", "ml-5m", "--to", folder.toString());

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).contains("no release 'ml-5m'");
    assertThat(Files.exists(folder.resolve("ml-5m"))).isFalse();
  }
}
