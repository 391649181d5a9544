package movielens.experiment.model;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One pass over the same targets, forward and backward, per target: whole windows in which every
 * position is one, and one row per target with the events up to it, as the reference trains.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class WindowBenchmark {
  private static final int WINDOWS = 8;
  private static final int LENGTH = 64;
  private static final int TARGETS = WINDOWS * LENGTH;
  private static final int ITEMS = 10_000;
  private static final EncoderConfig SHAPE =
      EncoderShape.of(128, 2, 4, 512, LENGTH).dropout(0.1).config();

  private final long[] whole = new long[TARGETS];
  private final long[] prefixes = new long[TARGETS * LENGTH];
  private final long[] lastOfPrefix = new long[TARGETS];
  private SequenceEncoder encoder;
  private SplittableRandom random;

  @Setup
  public void draw() {
    NativeMemory.keepFreedBlocks();
    random = new SplittableRandom(1);
    encoder = new SequenceEncoder(SHAPE, ITEMS, Device.cpu(), 1);
    IntStream.range(0, TARGETS).forEach(p -> whole[p] = 1 + random.nextInt(ITEMS));
    for (int target = 0; target < TARGETS; target++) {
      int events = target % LENGTH + 1;
      int start = target - events + 1;
      System.arraycopy(whole, start, prefixes, target * LENGTH, events);
      lastOfPrefix[target] = (long) target * LENGTH + events - 1;
    }
  }

  @TearDown
  public void close() {
    encoder.close();
  }

  private void pass(long[] itemIds, long[] rows) {
    try (NDManager step = encoder.manager().newSubManager();
        GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDArray ids = step.create(itemIds, new Shape(itemIds.length / LENGTH, LENGTH)); // (B, T)
      NDArray gaps = ids.zerosLike(); // not looked at by this encoder
      NDArray users = encoder.trainingUsers(ids, gaps, step.create(rows), random); // (P, d)
      collector.backward(users.sum());
    }
  }

  @Benchmark
  @OperationsPerInvocation(TARGETS)
  public void wholeWindows() {
    pass(whole, LongStream.range(0, TARGETS).toArray());
  }

  @Benchmark
  @OperationsPerInvocation(TARGETS)
  public void onePrefixPerRow() {
    pass(prefixes, lastOfPrefix);
  }
}
