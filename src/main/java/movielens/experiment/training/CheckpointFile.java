package movielens.experiment.training;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import movielens.experiment.files.DataException;
import movielens.experiment.files.DurableFolder;
import movielens.experiment.files.TakenOver;
import movielens.experiment.files.WholeFile;
import movielens.experiment.model.EncoderWeights;

/**
 * The checkpoint of one model of one seed. A write is whole or not at all: it goes to a temporary
 * file, is synced and renamed, and the checkpoint before it is kept beside it. A file that is cut
 * short or altered is noticed by its checksum, and the one before it is used.
 *
 * <p>A file is a header of four big-endian fields (magic number, format version, bytes of the
 * content, CRC-32C of the content), then the key of the run, then the state.
 */
public final class CheckpointFile {
  private static final int MAGIC = 0x4D4C5843;
  private static final int FIRST_VERSION = 1;
  private static final int VERSION = 2;

  private static final int HEADER_BYTES = 24;
  private static final int BUFFER_BYTES = 1 << 16;

  private final Path file;
  private final Path previous;
  private final CheckpointKey key;
  private final Duration interval;
  private final Consumer<String> warnings;

  /** Not the wall clock, which may be set back. */
  private long writtenNanos = System.nanoTime();

  private boolean damaged;

  /**
   * @param file where the checkpoint is
   * @param key what the state belongs to; a file of another training is refused
   * @param interval how much training may be lost at most between two writes
   * @param warnings told when a damaged file is passed over
   */
  public CheckpointFile(
      Path file, CheckpointKey key, Duration interval, Consumer<String> warnings) {
    this.file = file;
    this.previous = file.resolveSibling(file.getFileName() + ".previous");
    this.key = key;
    this.interval = interval;
    this.warnings = warnings;
  }

  /** Whether the last write, or the start, lies as long ago as the interval. */
  boolean due() {
    return System.nanoTime() - writtenNanos >= interval.toNanos();
  }

  /**
   * Replaces the checkpoint.
   *
   * @throws TrainingException when it cannot be written; the one before it is still there
   */
  void write(TrainingState state) {
    try {
      DurableFolder.create(file.toAbsolutePath().getParent());
      WholeFile.replace(file, target -> write(state, target), this::keepThatBefore);
    } catch (IOException e) {
      throw new TrainingException(
          "cannot write checkpoint "
              + file
              + ": "
              + reason(e)
              + "; free disk space or choose another --out, the checkpoint before it is kept",
          e);
    }
    damaged = false;
    writtenNanos = System.nanoTime();
  }

  /** A damaged file must not take the place of the good one before it. */
  private void keepThatBefore() throws IOException {
    if (!damaged && Files.exists(file)) {
      Files.move(file, previous, StandardCopyOption.ATOMIC_MOVE);
    }
    // Should the process end here, the one before is still found.
  }

  private void write(TrainingState state, RandomAccessFile out) throws IOException {
    out.seek(HEADER_BYTES);
    CRC32C checksum = new CRC32C();
    OutputStream bytes = new FileOutputStream(out.getFD());
    DataOutputStream content =
        new DataOutputStream(
            new BufferedOutputStream(new CheckedOutputStream(bytes, checksum), BUFFER_BYTES));
    content.writeUTF(key.text());
    TrainingStateCodec.write(content, state);
    content.flush();
    long length = out.getFilePointer() - HEADER_BYTES;
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
    header.putInt(MAGIC).putInt(VERSION).putLong(length).putLong(checksum.getValue());
    out.seek(0);
    out.write(header.array());
  }

  /**
   * Takes over another checkpoint, and the one before it, where there is none yet.
   *
   * @return whether there is anything to take over, be it now or before
   * @throws TrainingException when it cannot be written here
   */
  public boolean takeOver(CheckpointFile other) {
    if (!Files.exists(other.file) && !Files.exists(other.previous)) {
      return false;
    }
    if (Files.exists(file) || Files.exists(previous)) {
      return true;
    }
    try {
      TakenOver.file(other.previous, previous);
      TakenOver.file(other.file, file);
    } catch (IOException e) {
      throw new TrainingException(
          "cannot copy checkpoint "
              + other.file
              + " to "
              + file
              + ": "
              + reason(e)
              + "; free disk space or choose another --out",
          e);
    }
    return true;
  }

  /**
   * The last whole checkpoint, if there is one.
   *
   * @throws TrainingException when it belongs to another configuration, data, model or seed, or was
   *     written by a program with another format
   */
  Optional<TrainingState> read() {
    Found last = find(file);
    if (last.state().isPresent()) {
      return last.state();
    }
    damaged = last.problem() != null;
    Found before = find(previous);
    if (before.state().isPresent()) {
      if (damaged) {
        warnings.accept(last.problem() + "; using the one before it");
      }
      return before.state();
    }
    if (last.otherVersion() && (before.otherVersion() || before.problem() == null)) {
      throw new TrainingException(
          last.problem() + "; use the program that wrote it, or choose another --out");
    }
    if (damaged || before.problem() != null) {
      warnings.accept(
          (damaged ? last.problem() : before.problem())
              + "; there is no other one, this model is trained from its start");
    }
    return Optional.empty();
  }

  /**
   * Whether the last checkpoint is there, whole, and of a training that is over.
   *
   * @throws TrainingException as {@link #read}
   */
  public boolean isFinished() {
    return find(file).state().filter(TrainingState::finished).isPresent();
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
          "checkpoint "
              + file
              + " is of a training that has not ended; finish it with run --resume");
    }
    return state.get().weights();
  }

  /**
   * What a path holds.
   *
   * @param problem why there is a file but no state, else null
   * @param otherVersion whether the problem is its format version
   */
  private record Found(Optional<TrainingState> state, String problem, boolean otherVersion) {
    static Found problem(Path path, String what) {
      return new Found(Optional.empty(), "checkpoint " + path + " " + what, false);
    }
  }

  private Found find(Path path) {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
      while (header.hasRemaining() && channel.read(header) >= 0) {
        // A channel may read less than asked for.
      }
      if (header.flip().remaining() < HEADER_BYTES || header.getInt() != MAGIC) {
        return Found.problem(path, "is damaged");
      }
      int version = header.getInt();
      long length = header.getLong();
      long checksum = header.getLong();
      if (version != FIRST_VERSION && version != VERSION) {
        String what =
            " has format " + version + ", this program reads " + FIRST_VERSION + " and " + VERSION;
        return new Found(Optional.empty(), "checkpoint " + path + what, true);
      }
      if (length != channel.size() - HEADER_BYTES || checksum != checksum(channel)) {
        return Found.problem(path, "is damaged");
      }
      channel.position(HEADER_BYTES);
      return decode(path, channel, version == FIRST_VERSION, length);
    } catch (NoSuchFileException e) {
      return new Found(Optional.empty(), null, false);
    } catch (IOException e) {
      return Found.problem(path, "cannot be read (" + reason(e) + ")");
    }
  }

  private static long checksum(FileChannel channel) throws IOException {
    CRC32C checksum = new CRC32C();
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    while (channel.read(buffer.clear()) >= 0) {
      checksum.update(buffer.flip());
    }
    return checksum.getValue();
  }

  private Found decode(Path path, FileChannel channel, boolean first, long length)
      throws IOException {
    InputStream bytes = new BufferedInputStream(Channels.newInputStream(channel), BUFFER_BYTES);
    DataInputStream in = new DataInputStream(bytes);
    String owner = in.readUTF();
    Optional<String> objection = key.objection(owner);
    if (objection.isPresent()) {
      throw new TrainingException(
          "checkpoint %s %s; choose another --out".formatted(path, objection.get()));
    }
    return new Found(Optional.of(TrainingStateCodec.read(in, first, length)), null, false);
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
