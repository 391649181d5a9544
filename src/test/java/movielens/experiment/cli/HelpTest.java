package movielens.experiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {
  @Test
  void listsOptionsByGroupWithTheirDefaults() {
    CommandLineRun run = CommandLineRun.of("run", "--help");

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.config()).isNull();
    assertThat(run.out())
        .containsSubsequence(
            "Data and slice", "--genre", "(default: Horror)", "Models", "--dim", "(default: 256)")
        .containsSubsequence("Training", "--loss", "(default: sampled-softmax)", "Run", "--out");
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 110);
  }

  @Test
  void listsCommandsAndExitCodes() {
    CommandLineRun run = CommandLineRun.of("--help");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("run", "data", "report", "config", "130 interrupted");
  }

  @Test
  void showsVersions() {
    CommandLineRun run = CommandLineRun.of("--version");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("experiment 0.", "Java " + Runtime.version(), "DJL 0.")
        .doesNotContain("${");
  }

  @ParameterizedTest
  @ValueSource(strings = {"download", "sample", "synth", "describe"})
  void helpsWithData(String command) {
    CommandLineRun run = CommandLineRun.of("data", command, "--help");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).startsWith("Usage: experiment data " + command);
  }

  @Test
  void answersWithNothingElseToDo() {
    CommandLineRun run = CommandLineRun.of();

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .isEqualToNormalizingNewlines(
            "experiment: Missing command: run, data, report, config; see 'experiment --help'\n");
  }
}
