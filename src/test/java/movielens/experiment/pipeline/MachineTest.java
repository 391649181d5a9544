package movielens.experiment.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineTest {
  @TempDir private Path folder;

  @Test
  void theFirstValueOfAKeyIsTaken() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("cpuinfo"),
            """
            processor\t: 0
            model\t\t: 143
            model name\t:
            model name\t: Some CPU: fast
            model name\t: Other
            """);

    assertThat(Machine.field(file, "model name")).contains("Some CPU: fast");
    assertThat(Machine.field(file, "Model")).isEmpty();
    assertThat(Machine.field(folder.resolve("none"), "Model")).isEmpty();
  }

  @Test
  void everyDeviceHasAName() {
    assertThat(Machine.name(Device.cpu())).isNotBlank();
    assertThat(Machine.name(Device.gpu())).isNotBlank();
  }
}
