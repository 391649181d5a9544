package movielens.experiment.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is synced, and when, is seen from outside only: by {@code scripts/power_cut_check.py}. */
class DurableFolderTest {
  @TempDir Path parent;

  @Test
  void everyMissingFolderIsMade() throws IOException {
    Path folder = parent.resolve("runs/horror/checkpoints");

    DurableFolder.create(folder);
    DurableFolder.create(folder);

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aFolderIsLeftAsItIs() throws IOException {
    Path file = Files.writeString(parent.resolve("metrics.csv"), "seed");

    DurableFolder.create(parent);

    assertThat(file).hasContent("seed");
  }

  @Test
  void aFileInTheWayIsAnError() throws IOException {
    Path file = Files.writeString(parent.resolve("runs"), "");

    assertThatThrownBy(() -> DurableFolder.create(file)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> DurableFolder.create(file.resolve("horror")))
        .isInstanceOf(IOException.class);
    assertThat(file).isEmptyFile();
  }

  @Test
  void aRenamingIsNoFailureWhereTheFolderCannotBeOpened() {
    DurableFolder.force(parent.resolve("gone/metrics.csv"));

    assertThat(parent).isEmptyDirectory();
  }
}
