package movielens.experiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import movielens.experiment.evaluation.ModelName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GridFileTest {
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
                """),
            ModelName.GENERIC);

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

  private Path grid(String text) throws IOException {
    return Files.writeString(folder.resolve("grid.yaml"), text);
  }
}
