package movielens.experiment.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import movielens.experiment.files.FolderException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunFolderTest {
  @TempDir private Path parent;

  @Test
  void isMadeByTheFirstFileOnly() {
    RunFolder folder = RunFolder.at(parent.resolve("a/b"), false);
    assertThat(folder.path()).doesNotExist();

    folder.writeConfig(Map.of("dim", 64));
    assertThat(folder.path()).isDirectoryContaining("glob:**config.yaml");
  }

  @Test
  void refusesOtherFilesAndARunUnlessResuming() throws IOException {
    assertThat(RunFolder.at(parent, false).path()).isEqualTo(parent);
    Path file = Files.writeString(parent.resolve("x"), "");

    for (boolean resume : new boolean[] {false, true}) {
      assertThatThrownBy(() -> RunFolder.at(parent, resume))
          .isInstanceOf(FolderException.class)
          .hasMessage(parent + " holds data or other files (x) and no run; give another --out");
    }
    Path run = parent.resolve("run");
    RunFolder.at(run, false).writeConfig(Map.of("dim", 64));
    assertThatThrownBy(() -> RunFolder.at(run, false))
        .isInstanceOf(FolderException.class)
        .hasMessageContaining("add --resume");
    assertThat(RunFolder.at(run, true).path()).isEqualTo(run);
    assertThatThrownBy(() -> RunFolder.at(file, true)).isInstanceOf(FolderException.class);
  }

  @Test
  void twoRunsNeverShareAFolder() throws IOException {
    Path path = parent.resolve("run");
    try (RunFolder first = RunFolder.at(path, false)) {
      first.claim();
      first.claim();
      RunFolder second = RunFolder.at(path, true);
      assertThatThrownBy(second::claim)
          .isInstanceOf(FolderException.class)
          .hasMessageContaining("another process (" + ProcessHandle.current().pid() + ") is at")
          .hasMessageContaining(path.toString());
    }
    try (RunFolder third = RunFolder.at(path, true)) {
      third.claim();
    }
  }

  @Test
  void whatAKilledRunLeftIsNoObstacle() throws IOException {
    RunFolder.at(parent, false).claim();
    Files.writeString(parent.resolve(".config.yaml.part"), "dim: 6");

    assertThat(RunFolder.at(parent, false).path()).isEqualTo(parent);
    assertThat(new RunPlace(parent).holdsUnfinishedRun()).isFalse();
  }

  @Test
  void isUnfinishedFromItsConfigurationToItsResults() throws IOException {
    RunFolder folder = RunFolder.at(parent, false);
    folder.writeConfig(Map.of("dim", 64));
    assertThat(new RunPlace(parent).holdsUnfinishedRun()).isTrue();

    Files.writeString(folder.file(RunFolder.RESULTS), "{}");
    assertThat(new RunPlace(parent).holdsUnfinishedRun()).isFalse();
    assertThatThrownBy(() -> RunFolder.at(parent, false))
        .isInstanceOf(FolderException.class)
        .hasMessageContaining("holds a finished run");
  }

  @Test
  void anUnusedNameIsFoundWhereTheClockWentBack() throws IOException {
    Path path = parent.resolve("20260102-030405-horror-abcd");
    assertThat(RunFolder.unused(path)).isEqualTo(path);
    Files.createDirectories(path);
    Files.createDirectories(parent.resolve("20260102-030405-horror-abcd-2"));

    assertThat(RunFolder.unused(path)).isEqualTo(parent.resolve("20260102-030405-horror-abcd-3"));
  }

  @Test
  void aFailedFileLeavesTheOldOneAndNothingElse() throws IOException {
    RunFolder folder = RunFolder.at(parent, false);
    folder.writePerUser(rows -> rows.add(1, "v", "m", 7, "recall@10", 0.5));
    byte[] before = Files.readAllBytes(folder.file("per_user.csv.gz"));

    assertThatThrownBy(
            () ->
                folder.writePerUser(
                    rows -> {
                      rows.add(2, "v", "m", 7, "recall@10", 0.5);
                      throw new IllegalStateException("stop");
                    }))
        .hasMessage("stop");
    assertThatThrownBy(
            () ->
                folder.writeRecommendations(
                    rows -> {
                      throw new IOException("disk full");
                    }))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("recommendations.csv.gz");

    assertThat(folder.file("per_user.csv.gz")).hasBinaryContent(before);
    try (var files = Files.list(parent)) {
      assertThat(files).containsExactly(folder.file("per_user.csv.gz"));
    }
  }

  @Test
  void anInterruptedThreadStillWritesWholeFiles() throws IOException {
    RunFolder folder = RunFolder.at(parent, false);
    Thread.currentThread().interrupt();
    try {
      folder.writeText("note.txt", "whole");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(folder.file("note.txt")).hasContent("whole");
  }

  @Test
  void tablesHaveTheAgreedColumns() throws IOException {
    RunFolder folder = RunFolder.at(parent, false);
    folder.writeMetrics(
        List.of(
            new MetricRow(42, "like-for-like", "ease", "recall@10", 0.1),
            new MetricRow(42, "like-for-like", "ease", "mrr@10", 1.0E-5),
            new MetricRow(42, "a,b", "say \"x\"", "mrr@10", Double.NaN),
            new MetricRow(42, "=cmd()", "@x,y", "-1", 0)));
    folder.writeTraining(List.of(new TrainingRow(1, "generic", 2, 3.5, 0.25, 1e-3, 0.5, 7000)));
    folder.writePerUser(rows -> rows.add(1, "v", "m", 7, "recall@10", 1.0 / 3));
    folder.writeRecommendations(rows -> rows.add(1, "v", "m", 7, 1, 296, 0.25f));

    assertThat(folder.file("metrics.csv"))
        .hasContent(
            """
            seed,view,model,metric,value
            42,like-for-like,ease,recall@10,0.1
            42,like-for-like,ease,mrr@10,1.0E-5
            42,"a,b","say ""x""\",mrr@10,NaN
            42,'=cmd(),"'@x,y",'-1,0.0
            """);
    assertThat(folder.file("training.csv"))
        .hasContent(
            """
            seed,model,epoch,loss,validation,lr,grad_norm,positions_per_second
            1,generic,2,3.5,0.25,0.001,0.5,7000.0
            """);
    assertThat(unzip(folder.file("per_user.csv.gz")))
        .isEqualTo("seed,view,model,userId,metric,value\n1,v,m,7,recall@10,0.3333333333333333\n");
    assertThat(unzip(folder.file("recommendations.csv.gz")))
        .isEqualTo("seed,view,model,userId,rank,movieId,score\n1,v,m,7,1,296,0.25\n");
  }

  @Test
  void equalRowsGiveEqualBytes() throws IOException {
    RunFolder.Filling<PerUserRows> rows =
        out -> {
          for (int user = 0; user < 10_000; user++) {
            out.add(1, "like-for-like", "generic", user, "ndcg@10", Math.sin(user));
          }
        };
    RunFolder.at(parent.resolve("a"), false).writePerUser(rows);
    RunFolder.at(parent.resolve("b"), false).writePerUser(rows);

    assertThat(parent.resolve("a/per_user.csv.gz"))
        .hasSameBinaryContentAs(parent.resolve("b/per_user.csv.gz"));
  }

  @ParameterizedTest
  @CsvSource({
    "Horror, runs/20260102-030405-horror-abcd",
    "Sci-Fi, runs/20260102-030405-sci-fi-abcd",
    "(no genres listed), runs/20260102-030405-no-genres-listed-abcd",
    "../../x, runs/20260102-030405-x-abcd",
    "..., runs/20260102-030405-all-abcd",
  })
  void theDefaultNameIsSafe(String genre, String expected) {
    Instant now = Instant.parse("2026-01-02T03:04:05Z");

    assertThat(RunFolder.defaultPath(now, genre, "abcd")).isEqualTo(Path.of(expected));
  }

  private static String unzip(Path file) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
