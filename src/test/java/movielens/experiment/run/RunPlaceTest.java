package movielens.experiment.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunPlaceTest {
  @TempDir private Path parent;

  @Test
  void theFolderOfARunIsItsOwn() throws IOException {
    Path run = parent.resolve("run");
    RunFolder.at(run, false).writeConfig(Map.of("dim", "8"));
    assertThat(new RunPlace(run).holdsUnfinishedRun()).isTrue();

    // One of the first format has no line that says so; its lock, or its weights, tell it apart
    // from a configuration that was printed.
    Path config = run.resolve("config.yaml");
    Files.writeString(config, Files.readString(config).replace("format: 2\n", ""));
    assertThat(new RunPlace(run).holdsRun()).isFalse();
    Files.createFile(run.resolve(".lock"));
    assertThat(new RunPlace(run).holdsUnfinishedRun()).isTrue();
    Files.writeString(run.resolve("results.json"), "{}");
    assertThat(new RunPlace(run).holdsUnfinishedRun()).isFalse();
    assertThat(new RunPlace(run).holdsRun()).isTrue();
    assertThat(new RunPlace(parent).runsInside()).containsExactly(run);
  }
}
