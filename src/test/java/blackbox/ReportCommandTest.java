package blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import movielens.experiment.run.DatasetInfo;
import movielens.experiment.run.EnvironmentInfo;
import movielens.experiment.run.RunFolder;
import movielens.experiment.run.RunResults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {
  @TempDir private Path parent;

  @Test
  void rebuildsThePageAndSaysWhereItIs() throws IOException {
    finishedRun();
    Path page = Files.writeString(parent.resolve("report.html"), "old");

    ProgramRun run = ProgramRun.of("report", parent.toString());

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out().strip()).isEqualTo(page.toString());
    assertThat(page).content().startsWith("<!DOCTYPE html>").contains("ml-test");
  }

  @Test
  void printsTheTableThatIsAskedFor() throws IOException {
    finishedRun();

    ProgramRun run = ProgramRun.of("report", parent.toString(), "--show", "lags");

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("do not say when test events come");
  }

  @Test
  void aFolderWithoutResultsIsMissingData() {
    refuses(ProgramRun.of("report", parent.toString()), 3, "has no results.json");
    refuses(ProgramRun.of("report", parent.resolve("x").toString()), 3, "no such folder");
  }

  @Test
  void anotherSchemaVersionIsRefused() throws IOException {
    finishedRun();
    Path results = parent.resolve("results.json");
    String other =
        Files.readString(results).replace("\"schemaVersion\" : 1", "\"schemaVersion\" : 7");
    Files.writeString(results, other);

    refuses(ProgramRun.of("report", parent.toString()), 3, "schema version 7");
  }

  @Test
  void theFolderMustBeNamed() {
    refuses(ProgramRun.of("report"), 2, "DIR");
  }

  private void refuses(ProgramRun run, int exitCode, String message) {
    assertThat(run.exitCode()).isEqualTo(exitCode);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).contains(message);
    assertThat(run.out()).isEmpty();
    assertThat(parent.resolve("report.html")).doesNotExist();
  }

  private void finishedRun() {
    RunFolder.at(parent, false)
        .writeResults(
            new RunResults(
                RunResults.SCHEMA_VERSION,
                new DatasetInfo("ml-test", "0123", false, 3, 4, 5),
                null,
                new EnvironmentInfo(
                    "0.1.0", "abc", "17", "0.36.0", "2.7.1", "cpu", 2, "a processor", 900L),
                List.of(1L),
                Map.of(),
                Map.of(),
                List.of(),
                List.of(),
                Map.of(),
                List.of(),
                null,
                Map.of(),
                Map.of(),
                List.of()));
  }
}
