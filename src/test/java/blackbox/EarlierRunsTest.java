package blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import movielens.experiment.run.EarlierRun;
import movielens.experiment.run.FinishedRun;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Run folders that programs of earlier formats made, as {@code docs/RUN-FOLDER.md} promises: they
 * stay readable, usable, resumable and repeatable.
 */
class EarlierRunsTest {
  @TempDir private Path folder;

  private static ProgramRun successful(String... arguments) {
    ProgramRun run = ProgramRun.of(arguments);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run;
  }

  @ParameterizedTest
  @FieldSource("movielens.experiment.run.EarlierRun#FORMATS")
  void recommendsWithEveryModel(int format) throws IOException {
    Path finished = EarlierRun.finished(format, folder);
    for (String model : FinishedRun.read(finished).results().views().get("as-published").keySet()) {
      assertThat(
              successful("recommend", "--run", finished.toString(), "--user", "1", "--model", model)
                  .out())
          .contains(model);
    }
  }

  @ParameterizedTest
  @FieldSource("movielens.experiment.run.EarlierRun#FORMATS")
  void exportsItsWeights(int format) throws IOException {
    Path finished = EarlierRun.finished(format, folder);
    Path out = folder.resolve("export");
    successful(
        "export", "--run", finished.toString(), "--model", "distilled", "--out", out.toString());
    assertThat(out.resolve("export.json")).exists();
  }

  @ParameterizedTest
  @FieldSource("movielens.experiment.run.EarlierRun#FORMATS")
  void drawsItsReport(int format) throws IOException {
    Path finished = EarlierRun.finished(format, folder);
    successful("report", finished.toString());
    assertThat(finished.resolve("report.html")).exists();
  }

  @ParameterizedTest
  @FieldSource("movielens.experiment.run.EarlierRun#FORMATS")
  void endsAnInterruptedRunWithTheBytesOfTheProgramThatBeganIt(int format) throws IOException {
    Path finished = EarlierRun.finished(format, folder);
    Path interrupted = EarlierRun.interrupted(format, folder);
    List<String> config = Files.readAllLines(interrupted.resolve("config.yaml"));

    successful("run", "-q", "--resume", "--out", interrupted.toString());

    // Options that came later may be added, as what the program of then did.
    assertThat(Files.readAllLines(interrupted.resolve("config.yaml"))).containsAll(config);
    String compared = successful("compare", finished.toString(), interrupted.toString()).out();
    assertThat(compared).doesNotContain("not comparable").contains("have the same options");
    String there = FinishedRun.read(finished).results().environment().machine();
    String here = FinishedRun.read(interrupted).results().environment().machine();
    assumeThat(here)
        .as("the last digits of float32 belong to a kind of processor: made on %s", there)
        .isEqualTo(there);
    assertThat(interrupted.resolve("metrics.csv"))
        .hasSameBinaryContentAs(finished.resolve("metrics.csv"));
  }

  @ParameterizedTest
  @FieldSource("movielens.experiment.run.EarlierRun#FORMATS")
  void anInterruptedRunGoesOnOnlyAsItBegan(int format) throws IOException {
    Path interrupted = EarlierRun.interrupted(format, folder);
    ProgramRun other =
        ProgramRun.of("run", "-q", "--resume", "--dim=16", "--out", interrupted.toString());

    assertThat(other.exitCode()).isEqualTo(2);
    assertThat(other.err()).contains("dim 8, not 16");
  }
}
