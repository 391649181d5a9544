package movielens.experiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whatever bytes a configuration holds, it is taken or refused with one line. */
final class ConfigFileFuzzTest {
  @FuzzTest
  void config(byte[] data) throws IOException {
    Path file = Files.createTempFile("fuzz", ".yaml");
    try {
      Files.write(file, data);
      CommandLineRun run = CommandLineRun.of("run", "--config", file.toString());
      assertThat(run.exitCode()).isIn(ExitCode.DONE, ExitCode.USAGE);
      assertThat(run.err().lines().count()).isEqualTo(run.exitCode() == ExitCode.DONE ? 0 : 1);
      if (run.exitCode() == ExitCode.DONE) {
        assertThat(run.config().options().byKey()).isNotEmpty();
      }
    } finally {
      Files.delete(file);
    }
  }
}
