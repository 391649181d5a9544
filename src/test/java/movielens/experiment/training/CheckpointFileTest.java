package movielens.experiment.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import movielens.experiment.model.EncoderWeights;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFileTest {
  private static final Duration NEVER = Duration.ofDays(1);

  @TempDir private Path folder;

  private final List<String> warnings = new ArrayList<>();
  private Path path;
  private Path previous;

  @BeforeEach
  void paths() {
    path = folder.resolve("42-generic.ckpt");
    previous = folder.resolve("42-generic.ckpt.previous");
  }

  private CheckpointFile file() {
    return new CheckpointFile(path, CheckpointKeys.of("key"), NEVER, warnings::add);
  }

  /** A state that its epoch number tells apart, with arrays longer than the codec's buffer. */
  static TrainingState state(int epoch) {
    return state(epoch, false);
  }

  private static TrainingState state(int epoch, boolean averaged) {
    return state(epoch, averaged, false);
  }

  private static TrainingState state(int epoch, boolean averaged, boolean finished) {
    Random random = new Random(epoch);
    List<EpochRecord> records = new ArrayList<>();
    for (int e = 1; e <= epoch; e++) {
      records.add(new EpochRecord(e, 1.0 / e, e == 1 ? Double.NaN : 0.1 * e, 1e-3, 0.5, 7000));
    }
    return new TrainingState(
        epoch,
        3,
        new TrainingState.Running(1.5, 2.5, 3.5, 4, 5, 6.5),
        records,
        Math.min(1, epoch),
        0.03,
        epoch,
        new EncoderWeights(arrays(random)),
        new EncoderWeights(arrays(random)),
        averaged ? Optional.of(new EncoderWeights(arrays(new Random(-1)))) : Optional.empty(),
        new AdamW.State(77, arrays(random), arrays(random)),
        finished);
  }

  private static float[][] arrays(Random random) {
    float[][] arrays = {new float[20_000], new float[0], new float[1]};
    for (float[] array : arrays) {
      for (int i = 0; i < array.length; i++) {
        array[i] = random.nextFloat();
      }
    }
    arrays[0][0] = Float.NaN;
    return arrays;
  }

  private static void assertSame(TrainingState actual, TrainingState expected) {
    assertThat(actual.epoch()).isEqualTo(expected.epoch());
    assertThat(actual.batch()).isEqualTo(expected.batch());
    assertThat(actual.running()).isEqualTo(expected.running());
    assertThat(actual.epochs()).isEqualTo(expected.epochs());
    assertThat(actual.bestEpoch()).isEqualTo(expected.bestEpoch());
    assertThat(actual.finished()).isEqualTo(expected.finished());
    assertThat(actual.optimizer().steps()).isEqualTo(expected.optimizer().steps());
    assertSame(actual.weights().values(), expected.weights().values());
    assertSame(actual.best().values(), expected.best().values());
    assertSame(actual.optimizer().means(), expected.optimizer().means());
    assertSame(actual.optimizer().variances(), expected.optimizer().variances());
  }

  private static void assertSame(float[][] actual, float[][] expected) {
    assertThat(Arrays.deepEquals(actual, expected)).isTrue();
  }

  @Test
  void givesBackEveryBit() {
    file().write(state(2));

    assertSame(file().read().orElseThrow(), state(2));
    assertThat(warnings).isEmpty();
  }

  @Test
  void nothingThereIsNoCheckpoint() {
    assertThat(file().read()).isEmpty();
    assertThat(warnings).isEmpty();
  }

  @Test
  void isFinishedOnceTheLastOneIs() throws IOException {
    assertThat(file().isFinished()).isFalse();
    file().write(state(1));
    assertThat(file().isFinished()).isFalse();
    file().write(state(2, false, true));
    assertThat(file().isFinished()).isTrue();
    // The one before it does not count.
    file().write(state(3));
    assertThat(file().isFinished()).isFalse();
    assertThat(warnings).isEmpty();
  }

  @Test
  void theLastTwoAreKept() throws IOException {
    CheckpointFile file = file();
    for (int epoch = 1; epoch <= 3; epoch++) {
      file.write(state(epoch));
    }

    assertThat(file.read().orElseThrow().epoch()).isEqualTo(3);
    Files.delete(path);
    assertThat(file().read().orElseThrow().epoch()).isEqualTo(2);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(previous);
    }
  }

  /** The process may die between any two of the steps of a write. */
  @Test
  void aDeathBetweenTheTwoRenamesLosesNothing() throws IOException {
    file().write(state(1));
    Files.move(path, previous);
    Files.writeString(folder.resolve(".42-generic.ckpt.part"), "half of a checkpoint");

    CheckpointFile file = file();
    assertThat(file.read().orElseThrow().epoch()).isEqualTo(1);
    assertThat(warnings).isEmpty();
    file.write(state(2));
    assertThat(file().read().orElseThrow().epoch()).isEqualTo(2);
    assertThat(folder.resolve(".42-generic.ckpt.part")).doesNotExist();
  }

  @Test
  void everyCutAndEveryFlippedBitFallsBackToTheOneBefore() throws IOException {
    file().write(state(1));
    file().write(state(2));
    byte[] whole = Files.readAllBytes(path);
    Random random = new Random(3);
    List<byte[]> damaged = new ArrayList<>();
    for (int length : new int[] {0, 1, 23, 24, 25, 60, whole.length / 2, whole.length - 1}) {
      damaged.add(Arrays.copyOf(whole, length));
    }
    damaged.add(Arrays.copyOf(whole, whole.length + 1));
    for (int header = 0; header < 24; header++) {
      damaged.add(flipped(whole, header, random));
    }
    for (int i = 0; i < 100; i++) {
      damaged.add(flipped(whole, random.nextInt(whole.length), random));
    }
    for (byte[] bytes : damaged) {
      warnings.clear();
      Files.write(path, bytes);
      assertSame(file().read().orElseThrow(), state(1));
      assertThat(warnings).singleElement().asString().contains("using the one before it");
    }
  }

  private static byte[] flipped(byte[] bytes, int at, Random random) {
    byte[] flipped = bytes.clone();
    flipped[at] ^= (byte) (1 << random.nextInt(8));
    return flipped;
  }

  @Test
  void aDamagedFileNeverTakesThePlaceOfTheGoodOne() throws IOException {
    file().write(state(1));
    file().write(state(2));
    Files.write(path, new byte[100]);
    CheckpointFile file = file();
    assertThat(file.read().orElseThrow().epoch()).isEqualTo(1);

    file.write(state(2));

    Files.delete(path);
    assertThat(file().read().orElseThrow().epoch()).isEqualTo(1);
  }

  @Test
  void whereBothAreDamagedTrainingStartsAnewAndSaysSo() throws IOException {
    Files.write(path, new byte[100]);
    Files.write(previous, new byte[7]);

    assertThat(file().read()).isEmpty();
    assertThat(warnings).singleElement().asString().contains("is trained from its start");
  }

  @Test
  void aFormatOfAnotherProgramIsNotThrownAway() throws IOException {
    file().write(state(1));
    byte[] bytes = Files.readAllBytes(path);
    ByteBuffer.wrap(bytes).putInt(4, 9);
    Files.write(path, bytes);

    assertThatThrownBy(() -> file().read())
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("has format 9, this program reads 1");
  }

  @Test
  void anotherKeyIsRefused() {
    file().write(state(1));
    CheckpointFile other =
        new CheckpointFile(path, CheckpointKeys.of("other"), NEVER, warnings::add);

    assertThatThrownBy(other::read)
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("was made with name key, not other");
  }

  /** A folder in the place of the temporary file stands for a full disk: it cannot be written. */
  @Test
  void aFailedWriteKeepsTheCheckpointBefore() throws IOException {
    file().write(state(1));
    Files.createDirectories(folder.resolve(".42-generic.ckpt.part"));

    assertThatThrownBy(() -> file().write(state(2)))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("cannot write checkpoint " + path)
        .hasMessageContaining("free disk space");
    assertThat(file().read().orElseThrow().epoch()).isEqualTo(1);
  }

  @Test
  void isDueAfterItsInterval() {
    assertThat(file().due()).isFalse();
    CheckpointFile always =
        new CheckpointFile(path, CheckpointKeys.of("key"), Duration.ZERO, warnings::add);
    assertThat(always.due()).isTrue();
    assertThat(Optional.of(always).filter(CheckpointFile::due)).isPresent();
  }

  @Test
  void aCopyIsTheSameCheckpointAndOutlivesTheOther() throws IOException {
    file().write(state(3));
    Path copied = folder.resolve("other run").resolve("42-generic.ckpt");
    CheckpointFile copy =
        new CheckpointFile(copied, CheckpointKeys.of("key"), NEVER, warnings::add);

    copy.takeOver(file());

    assertSame(copy.read().orElseThrow(), state(3));
    // What is written to one is not seen in the other.
    file().write(state(4));
    assertSame(copy.read().orElseThrow(), state(3));
    Files.delete(path);
    Files.delete(previous);
    assertSame(copy.read().orElseThrow(), state(3));
    copy.write(state(5));
    assertSame(copy.read().orElseThrow(), state(5));
  }

  @Test
  void aCheckpointOfItsOwnIsKept() throws IOException {
    file().write(state(3));
    Path own = folder.resolve("own.ckpt");
    CheckpointFile other = new CheckpointFile(own, CheckpointKeys.of("key"), NEVER, warnings::add);
    other.write(state(1));

    other.takeOver(file());
    assertSame(other.read().orElseThrow(), state(1));

    Files.move(own, folder.resolve("own.ckpt.previous"));
    other.takeOver(file());
    assertSame(other.read().orElseThrow(), state(1));
    assertThat(own).doesNotExist();
  }

  @Test
  void thereMayBeNothingToTakeOver() {
    Path none = folder.resolve("none.ckpt");
    file().takeOver(new CheckpointFile(none, CheckpointKeys.of("key"), NEVER, warnings::add));

    assertThat(file().read()).isEmpty();
  }

  /** Where the file system gives no second name, as none does to a file of another one. */
  @Test
  void aCopyIsMadeAcrossFileSystems() throws IOException {
    Path memory = Path.of("/dev/shm");
    assumeTrue(Files.isWritable(memory));
    file().write(state(3));
    Path elsewhere = Files.createTempDirectory(memory, "checkpoint");
    try {
      Path copied = elsewhere.resolve("copy.ckpt");
      new CheckpointFile(copied, CheckpointKeys.of("key"), NEVER, warnings::add).takeOver(file());
      assertThat(copied).hasSameBinaryContentAs(path);
      try (Stream<Path> files = Files.list(elsewhere)) {
        assertThat(files).containsExactly(copied);
      }
    } finally {
      Files.deleteIfExists(elsewhere.resolve("copy.ckpt"));
      Files.delete(elsewhere);
    }
  }

  @Test
  void aCopyThatCannotBeMadeIsOneLine() throws IOException {
    file().write(state(3));
    Path blocked = Files.writeString(folder.resolve("blocked"), "a file");

    assertThatThrownBy(
            () ->
                new CheckpointFile(
                        blocked.resolve("x.ckpt"), CheckpointKeys.of("key"), NEVER, warnings::add)
                    .takeOver(file()))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("cannot copy checkpoint " + path)
        .hasMessageContaining("free disk space");
  }
}
