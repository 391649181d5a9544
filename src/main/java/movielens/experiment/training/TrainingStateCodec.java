package movielens.experiment.training;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import movielens.experiment.model.EncoderWeights;

/**
 * A {@link TrainingState} as bytes. Arrays go through a small buffer: a checkpoint of a large table
 * needs no second copy of it in memory. What is read is believed only as far as the bytes go, so
 * that no content makes the reader allocate more than the file is long.
 */
final class TrainingStateCodec {
  private static final int BUFFER_BYTES = 1 << 16;

  private TrainingStateCodec() {}

  static void write(DataOutputStream out, TrainingState state) throws IOException {
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
    out.writeDouble(state.startValidation());
    out.writeInt(state.coolingFrom());
    out.writeBoolean(state.finished());
    out.writeLong(state.optimizer().steps());
    writeArrays(out, state.weights().values());
    writeArrays(out, state.best().values());
    writeArrays(out, state.optimizer().means());
    writeArrays(out, state.optimizer().variances());
    out.writeBoolean(state.average().isPresent());
    if (state.average().isPresent()) {
      writeArrays(out, state.average().get().values());
    }
  }

  /**
   * Reads a state.
   *
   * @param first whether it is of the first format, which knows of no start that may be kept, of no
   *     training that is cut short, and of no average of weights
   * @param limit no count inside is believed that would need more bytes than this
   * @throws IOException when the bytes end early or contradict themselves
   */
  static TrainingState read(DataInputStream in, boolean first, long limit) throws IOException {
    int epoch = count(in, limit);
    int batch = in.readInt();
    TrainingState.Running running =
        new TrainingState.Running(
            in.readDouble(),
            in.readDouble(),
            in.readDouble(),
            in.readInt(),
            in.readLong(),
            in.readDouble());
    int records = count(in, limit);
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
    double startValidation = first ? Double.NEGATIVE_INFINITY : in.readDouble();
    int coolingFrom = first ? 0 : in.readInt();
    if (epoch != records
        || bestEpoch < 0
        || bestEpoch > records
        || batch < 0
        || coolingFrom < 0
        || coolingFrom > records) {
      throw new IOException("its epochs contradict each other");
    }
    boolean finished = in.readBoolean();
    long steps = in.readLong();
    EncoderWeights weights = new EncoderWeights(readArrays(in, limit));
    EncoderWeights best = new EncoderWeights(readArrays(in, limit));
    AdamW.State optimizer = new AdamW.State(steps, readArrays(in, limit), readArrays(in, limit));
    Optional<EncoderWeights> average =
        !first && in.readBoolean()
            ? Optional.of(new EncoderWeights(readArrays(in, limit)))
            : Optional.empty();
    return new TrainingState(
        epoch,
        batch,
        running,
        epochs,
        bestEpoch,
        startValidation,
        coolingFrom,
        weights,
        best,
        average,
        optimizer,
        finished);
  }

  private static void writeArrays(DataOutputStream out, float[][] arrays) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    FloatBuffer floats = buffer.asFloatBuffer();
    out.writeInt(arrays.length);
    for (float[] array : arrays) {
      out.writeInt(array.length);
      for (int from = 0; from < array.length; from += floats.capacity()) {
        int part = Math.min(floats.capacity(), array.length - from);
        floats.clear().put(array, from, part);
        out.write(buffer.array(), 0, part * Float.BYTES);
      }
    }
  }

  private static float[][] readArrays(DataInputStream in, long limit) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    FloatBuffer floats = buffer.asFloatBuffer();
    float[][] arrays = new float[count(in, limit)][];
    for (int i = 0; i < arrays.length; i++) {
      arrays[i] = new float[count(in, limit)];
      for (int from = 0; from < arrays[i].length; from += floats.capacity()) {
        int part = Math.min(floats.capacity(), arrays[i].length - from);
        in.readFully(buffer.array(), 0, part * Float.BYTES);
        floats.clear().get(arrays[i], from, part);
      }
    }
    return arrays;
  }

  /** A count of things of at least four bytes each. */
  private static int count(DataInputStream in, long limit) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > limit / Float.BYTES) {
      throw new IOException("it claims " + count + " values, which it is too short for");
    }
    return count;
  }
}
