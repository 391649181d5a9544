package movielens.experiment.training;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import movielens.experiment.data.DataException;
import movielens.experiment.model.EncoderWeights;

/**
 * The checkpoint of one model of one seed. A write is whole or not at all: it goes to a temporary
 * file, is synced and renamed, and the checkpoint before it is kept beside it. A file that is cut
 * short or altered is noticed by its checksum, and the one before it is used.
 */
public final class CheckpointFile {
  private static final int MAGIC = 0x4D4C5843;
  private static final int VERSION = 1;
  private static final int HEADER_BYTES = 24;

  private final Path file;
  private final Path previous;
  private final String key;
  private final Consumer<String> warnings;

  /**
   * @param file where the checkpoint is
   * @param key what the state belongs to (configuration, data, model, seed); a file with another
   *     key is refused
   * @param warnings told when a damaged file is passed over
   */
  public CheckpointFile(Path file, String key, Consumer<String> warnings) {
    this.file = file;
    this.previous = file.resolveSibling(file.getFileName() + ".previous");
    this.key = key;
    this.warnings = warnings;
  }

  /** Replaces the checkpoint. */
  void write(TrainingState state) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
      byte[] payload = encode(state);
      CRC32C checksum = new CRC32C();
      checksum.update(payload);
      ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
      header.putInt(MAGIC).putInt(VERSION).putLong(payload.length).putLong(checksum.getValue());
      try (FileChannel channel =
          FileChannel.open(
              temporary,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        writeFully(channel, header.flip());
        writeFully(channel, ByteBuffer.wrap(payload));
        channel.force(true);
      }
      if (Files.exists(file)) {
        Files.move(file, previous, StandardCopyOption.REPLACE_EXISTING);
      }
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new TrainingException(
          "cannot write checkpoint "
              + file
              + ": "
              + e.getMessage()
              + "; free disk space or choose another --out",
          e);
    }
  }

  private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /**
   * The last whole checkpoint, if there is one.
   *
   * @throws TrainingException when it belongs to another configuration, data, model or seed
   */
  Optional<TrainingState> read() {
    Optional<TrainingState> state = read(file);
    return state.isPresent() ? state : read(previous);
  }

  /**
   * The weights that a training which is over has kept.
   *
   * @throws DataException when the file is missing or damaged, belongs to another configuration,
   *     data, model or seed, or when its training is not over
   */
  public EncoderWeights finished() {
    Optional<TrainingState> state;
    try {
      state = read();
    } catch (TrainingException e) {
      throw new DataException(e.getMessage(), e);
    }
    if (state.isEmpty()) {
      throw new DataException(
          "no usable checkpoint " + file + "; the model's weights are gone, repeat the run");
    }
    if (!state.get().finished()) {
      throw new DataException(
          "checkpoint " + file + " is of a training that is not over; finish it with run --resume");
    }
    return state.get().weights();
  }

  private Optional<TrainingState> read(Path path) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(path);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new TrainingException("cannot read checkpoint " + path + ": " + e.getMessage(), e);
    }
    Optional<byte[]> payload = payload(bytes);
    if (payload.isEmpty()) {
      warnings.accept("checkpoint " + path + " is damaged; using the one before it, if any");
      return Optional.empty();
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(payload.get()))) {
      if (!in.readUTF().equals(key)) {
        throw new TrainingException(
            "checkpoint "
                + path
                + " belongs to another configuration or data; choose another folder");
      }
      return Optional.of(decode(in));
    } catch (IOException e) {
      warnings.accept("checkpoint " + path + " cannot be decoded; using the one before it, if any");
      return Optional.empty();
    }
  }

  private static Optional<byte[]> payload(byte[] bytes) {
    if (bytes.length < HEADER_BYTES) {
      return Optional.empty();
    }
    ByteBuffer header = ByteBuffer.wrap(bytes);
    boolean known = header.getInt() == MAGIC && header.getInt() == VERSION;
    long length = header.getLong();
    long expected = header.getLong();
    if (!known || length != bytes.length - HEADER_BYTES) {
      return Optional.empty();
    }
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, HEADER_BYTES, (int) length);
    return checksum.getValue() == expected
        ? Optional.of(Arrays.copyOfRange(bytes, HEADER_BYTES, bytes.length))
        : Optional.empty();
  }

  private byte[] encode(TrainingState state) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeUTF(key);
      out.writeInt(state.epoch());
      out.writeInt(state.batch());
      TrainingState.Running running = state.running();
      out.writeDouble(running.loss());
      out.writeDouble(running.weight());
      out.writeDouble(running.gradientNorm());
      out.writeInt(running.steps());
      out.writeLong(running.positions());
      out.writeDouble(running.seconds());
      out.writeInt(state.epochs().size());
      for (EpochRecord epoch : state.epochs()) {
        out.writeInt(epoch.epoch());
        out.writeDouble(epoch.loss());
        out.writeDouble(epoch.validation());
        out.writeDouble(epoch.learningRate());
        out.writeDouble(epoch.gradientNorm());
        out.writeDouble(epoch.positionsPerSecond());
      }
      out.writeInt(state.bestEpoch());
      out.writeBoolean(state.finished());
      out.writeLong(state.optimizer().steps());
      write(out, state.weights().values());
      write(out, state.best().values());
      write(out, state.optimizer().means());
      write(out, state.optimizer().variances());
    }
    return bytes.toByteArray();
  }

  private static TrainingState decode(DataInputStream in) throws IOException {
    int epoch = in.readInt();
    int batch = in.readInt();
    TrainingState.Running running =
        new TrainingState.Running(
            in.readDouble(),
            in.readDouble(),
            in.readDouble(),
            in.readInt(),
            in.readLong(),
            in.readDouble());
    int records = in.readInt();
    List<EpochRecord> epochs = new ArrayList<>();
    for (int i = 0; i < records; i++) {
      epochs.add(
          new EpochRecord(
              in.readInt(),
              in.readDouble(),
              in.readDouble(),
              in.readDouble(),
              in.readDouble(),
              in.readDouble()));
    }
    int bestEpoch = in.readInt();
    boolean finished = in.readBoolean();
    long steps = in.readLong();
    EncoderWeights weights = new EncoderWeights(readArrays(in));
    EncoderWeights best = new EncoderWeights(readArrays(in));
    AdamW.State optimizer = new AdamW.State(steps, readArrays(in), readArrays(in));
    return new TrainingState(
        epoch, batch, running, epochs, bestEpoch, weights, best, optimizer, finished);
  }

  private static void write(DataOutputStream out, float[][] arrays) throws IOException {
    out.writeInt(arrays.length);
    for (float[] array : arrays) {
      out.writeInt(array.length);
      ByteBuffer buffer = ByteBuffer.allocate(Math.multiplyExact(array.length, Float.BYTES));
      buffer.asFloatBuffer().put(array);
      out.write(buffer.array());
    }
  }

  private static float[][] readArrays(DataInputStream in) throws IOException {
    float[][] arrays = new float[in.readInt()][];
    for (int i = 0; i < arrays.length; i++) {
      arrays[i] = new float[in.readInt()];
      byte[] bytes = in.readNBytes(Math.multiplyExact(arrays[i].length, Float.BYTES));
      ByteBuffer.wrap(bytes).asFloatBuffer().get(arrays[i]);
    }
    return arrays;
  }
}
