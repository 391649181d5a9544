package movielens.experiment.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Random bytes that decide what dropout drops: a number is dropped where its byte is below the
 * dropout probability in 256ths. The memory is used again for every step, by each thread its own.
 */
final class DropoutNoise {
  private static final int STEPS = 256;

  /** As much as one buffer of Java holds, in whole longs. */
  private static final int MOST_BYTES = 1 << 30;

  private final int branches;
  private final int mostBytes;
  private final Map<Thread, ByteBuffer> memory = new ConcurrentHashMap<>();

  /**
   * @param branches how many arrays are dropped from in a step
   */
  DropoutNoise(int branches) {
    this(branches, MOST_BYTES);
  }

  /**
   * @param mostBytes how many are drawn at once, a multiple of 8; what is drawn does not depend on
   *     it
   */
  DropoutNoise(int branches, int mostBytes) {
    this.branches = branches;
    this.mostBytes = mostBytes;
  }

  /** A dropout probability in 256ths, the resolution of the noise; of 0 alone it is 0. */
  static int droppedOf256(double probability) {
    if (probability == 0) {
      return 0;
    }
    return (int) Math.max(1, Math.min(STEPS - 1, Math.round(probability * STEPS)));
  }

  /**
   * Noise for a step.
   *
   * @param numbers size of the arrays that are dropped from
   * @param random where it comes from
   * @param step owns the result
   * @return (branches, numbers or a few more) UINT8, to be read before the thread's next draw
   */
  NDArray draw(long numbers, SplittableRandom random, NDManager step) {
    long columns = (numbers + Long.BYTES - 1) / Long.BYTES * Long.BYTES;
    Shape shape = new Shape(branches, columns);
    long size = shape.size();
    if (size <= mostBytes) {
      return bytes((int) size, random, step).reshape(shape);
    }
    NDList pieces = new NDList();
    for (long drawn = 0; drawn < size; drawn += mostBytes) {
      NDArray piece = bytes((int) Math.min(mostBytes, size - drawn), random, step);
      // The next piece is drawn into the same memory.
      pieces.add(piece.duplicate());
    }
    return NDArrays.concat(pieces).reshape(shape);
  }

  private NDArray bytes(int size, SplittableRandom random, NDManager step) {
    ByteBuffer bytes =
        memory.compute(
            Thread.currentThread(),
            (thread, last) ->
                last != null && last.capacity() >= size
                    ? last
                    : ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder()));
    LongBuffer longs = bytes.asLongBuffer();
    for (int i = 0; i < size / Long.BYTES; i++) {
      longs.put(i, random.nextLong());
    }
    ByteBuffer drawn = bytes.slice(0, size).order(ByteOrder.nativeOrder());
    return step.create(drawn, new Shape(size), DataType.UINT8);
  }
}
