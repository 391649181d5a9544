package blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {
  @Test
  void listsOptionsByGroupWithTheirDefaults() {
    ProgramRun run = ProgramRun.of("run", "--help");

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .containsSubsequence(
            "Data and slice", "--genre", "(default: Horror)", "Models", "--dim", "(default: 256)")
        .containsSubsequence("Training", "--loss", "(default: sampled-softmax)", "Run", "--out");
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 110);
  }

  @Test
  void listsCommandsAndExitCodes() {
    ProgramRun run = ProgramRun.of("--help");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains(
            "run",
            "recommend",
            "compare",
            "judge",
            "report",
            "export",
            "ablate",
            "sweep",
            "data",
            "benchmark",
            "config")
        .contains("130 interrupted");
  }

  @Test
  void showsVersions() {
    ProgramRun run = ProgramRun.of("--version");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .containsPattern("experiment \\d+\\.\\d+\\S* \\(commit \\w+\\)")
        .contains("Java " + Runtime.version())
        .containsPattern("DJL \\d+\\.\\d+\\S*, libtorch \\d+\\.\\d+\\S*, Tablesaw \\d+\\.\\d+")
        .doesNotContain("${");
  }

  @ParameterizedTest
  @ValueSource(strings = {"download", "sample", "synth", "describe", "split"})
  void helpsWithData(String command) {
    ProgramRun run = ProgramRun.of("data", command, "--help");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).startsWith("Usage: experiment data " + command);
  }

  @Test
  void answersWithNothingElseToDo() {
    ProgramRun run = ProgramRun.of();

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .isEqualToNormalizingNewlines(
            "experiment: Missing command: run, recommend, judge, compare, report, export, ablate,"
                + " sweep, data, benchmark, config, completion; see 'experiment --help'\n");
  }
}
