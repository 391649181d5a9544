package movielens.experiment.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** Whatever bytes a checkpoint holds, it is a state or it is refused; memory stays bounded. */
final class CheckpointFuzzTest {
  @FuzzTest
  void file(byte[] data) throws IOException {
    Path path = Files.createTempFile("fuzz", ".ckpt");
    try {
      Files.write(path, data);
      Optional<TrainingState> state =
          new CheckpointFile(path, CheckpointKeys.of("key"), Duration.ofDays(1), warning -> {})
              .read();
      state.ifPresent(found -> assertThat(found.epochs()).hasSize(found.epoch()));
    } catch (TrainingException e) {
      assertThat(e.getMessage()).startsWith("checkpoint " + path);
    } finally {
      Files.delete(path);
    }
  }

  /** Behind the checksum, which a fuzzer cannot guess: what is read is what was written. */
  @FuzzTest
  void content(byte[] data) throws IOException {
    TrainingState state;
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(data));
    try {
      state = TrainingStateCodec.read(in, false, data.length);
    } catch (IOException e) {
      return;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    TrainingStateCodec.write(new DataOutputStream(bytes), state);
    int read = data.length - in.available();
    assertThat(bytes.size()).isEqualTo(read);
    // Two bytes stand for true, and many for NaN: written again, everything is in one form.
    ByteArrayOutputStream again = new ByteArrayOutputStream();
    TrainingStateCodec.write(
        new DataOutputStream(again),
        TrainingStateCodec.read(
            new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())),
            false,
            bytes.size()));
    assertThat(Arrays.equals(again.toByteArray(), bytes.toByteArray())).isTrue();
  }
}
