package blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CutOffsTest {
  @TempDir private Path folder;

  /** What is written for 10 is not touched by what is asked for beside it. */
  @Test
  void otherDepthsAreAddedToTen() throws IOException {
    Path usual = run("usual");
    Path more = run("more", "--at=20,5");

    List<String> metrics = Files.readAllLines(more.resolve("metrics.csv"));
    assertThat(withoutOthers(metrics)).isEqualTo(Files.readAllLines(usual.resolve("metrics.csv")));
    assertThat(withoutOthers(unzipped(more))).isEqualTo(unzipped(usual));
    assertThat(Files.readAllLines(more.resolve("config.yaml"))).contains("at: [5, 10, 20]");

    Map<String, Double> values = new LinkedHashMap<>();
    metrics.stream()
        .filter(row -> row.startsWith("42,like-for-like,popular,"))
        .map(row -> row.split(",", -1))
        .forEach(row -> values.put(row[3], Double.valueOf(row[4])));
    assertThat(values.keySet()).startsWith("recall@5", "recall@10", "recall@20");
    for (String name : List.of("recall", "hit", "mrr")) {
      assertThat(values.get(name + "@5")).isLessThan(values.get(name + "@10"));
      assertThat(values.get(name + "@10")).isLessThan(values.get(name + "@20"));
    }
    assertThat(Files.readString(more.resolve("report.html")))
        .contains("<dt>ndcg@20</dt>", "at the top of the list");
  }

  @Test
  void aDepthBeyondTheListsIsWrongUsage() {
    ProgramRun run = ProgramRun.of("run", "--at=10,51", "--out", folder.resolve("no").toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("'--at'", "'10,51' has a number that is not from 1 to 50");
  }

  private Path run(String name, String... at) {
    Path out = folder.resolve(name);
    ProgramRun run =
        ProgramRun.of(
            "run",
            "--data=data/sample",
            "--models=popular,item-knn,popular-distilled",
            "--bootstrap-resamples=100",
            "--out=" + out,
            at.length == 0 ? "--quiet" : at[0]);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return out;
  }

  private static List<String> withoutOthers(List<String> rows) {
    return rows.stream().filter(row -> !row.contains("@5,") && !row.contains("@20,")).toList();
  }

  private static List<String> unzipped(Path run) {
    try (BufferedReader rows =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(run.resolve("per_user.csv.gz"))),
                StandardCharsets.UTF_8))) {
      return rows.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
