package movielens.experiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AblateCommandTest {
  private static final String BASE =
      """
      base:
        dim: 8
        layers: 1
        window: 16
        epochs: 1
        min-steps: 0
        seeds: [1, 2]
      """;

  @TempDir private Path folder;

  @Test
  void trialsAreTheBaseAndWhatDiffersFromIt() throws IOException {
    GridFile file =
        GridFile.read(
            grid(
                """
                base: {dim: 64, logq: on, seeds: 1..3}
                vary:
                  logq: [on, off]
                  negatives: [[uniform:8], [in-batch:8, uniform:2]]
                settings:
                  bce: {loss: gbce, gbce-negatives: 1}
                """));

    assertThat(file.trials())
        .extracting(trial -> trial.name())
        .containsExactly(
            "base", "logq=off", "negatives=uniform:8", "negatives=in-batch:8,uniform:2", "bce");
    assertThat(file.trials().get(4).config())
        .isEqualTo(
            RunArguments.parse(
                "--dim=64",
                "--seeds=1..3",
                "--models=generic",
                "--loss=gbce",
                "--gbce-negatives=1"));
  }

  @Test
  void trainsEveryTrialAndSeedOnce() throws IOException {
    Path grid = grid(BASE + "vary:\n  objective: [all-action]\n");
    Path out = folder.resolve("out");
    String[] command = {"ablate", "--grid", grid.toString(), "--out", out.toString()};

    CommandLineRun first = CommandLineRun.of(command);

    assertThat(first.exitCode()).as(first.err()).isZero();
    assertThat(first.out()).contains("base", "objective=all-action");
    Path table = out.resolve("ablation.csv");
    List<String> rows = Files.readAllLines(table);
    assertThat(rows).hasSize(5);
    assertThat(rows.get(0)).isEqualTo("trial,seed,best_epoch,epochs,validation_ndcg@10,seconds");
    assertThat(rows.get(1)).startsWith("base,1,1,1,0.");
    assertThat(rows.get(4)).startsWith("objective=all-action,2,1,1,0.");

    FileTime longAgo = FileTime.from(Instant.EPOCH);
    List<Path> checkpoints;
    try (Stream<Path> files = Files.walk(out)) {
      checkpoints = files.filter(file -> file.toString().endsWith(".ckpt")).toList();
    }
    assertThat(checkpoints).hasSize(4);
    for (Path checkpoint : checkpoints) {
      Files.setLastModifiedTime(checkpoint, longAgo);
    }
    CommandLineRun again = CommandLineRun.of(command);
    assertThat(again.out()).isEqualTo(first.out());
    assertThat(Files.readAllLines(table)).isEqualTo(rows);
    for (Path checkpoint : checkpoints) {
      assertThat(Files.getLastModifiedTime(checkpoint)).isEqualTo(longAgo);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bass: {}|:1: 'bass' is not one of base, vary, settings",
        "base: {dimm: 3}|:1: unknown option 'dimm'; did you mean 'dim'",
        "base: {dim: 3}\\nvary: {layrs: [1]}|:2: unknown option 'layrs'; did you mean 'layers'",
        "vary: {dim: 3}|:1: expected a list of values of 'dim'",
        "vary: {dim: [many]}|: trial dim=many: Invalid value for option '--dim'",
        "settings: {x: 3}|:1: expected lines of the form 'option: value'",
        "[]|:1: expected lines of the form 'name: …'",
        "# nothing|: is empty",
      })
  void mistakesAreFoundBeforeAnythingIsTrained(String text, String message) throws IOException {
    Path grid = grid(text.replace("\\n", "\n"));
    Path out = folder.resolve("out");

    CommandLineRun run =
        CommandLineRun.of("ablate", "--grid", grid.toString(), "--out", out.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("experiment: " + grid + message);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(out).doesNotExist();
  }

  private Path grid(String text) throws IOException {
    return Files.writeString(folder.resolve("grid.yaml"), text);
  }
}
