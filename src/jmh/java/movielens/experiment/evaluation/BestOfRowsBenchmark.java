package movielens.experiment.evaluation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.concurrent.TimeUnit;
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
 * Ranking the catalogue of ml-25m at width 256, per user: the product with all items, the two ways
 * to take the best 50 of the scores, and the engine's own top-k, which leaves out nobody's history.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class BestOfRowsBenchmark {
  private static final int USERS = 256;
  private static final int ITEMS = 59_047;
  private static final int DIM = 256;

  private final int[][] leftOut = new int[USERS][150];
  private NDManager manager;
  private NDArray users;
  private NDArray items;
  private NDArray scores;

  @Setup
  public void score() {
    manager = NDManager.newBaseManager();
    users = manager.randomNormal(new Shape(USERS, DIM));
    items = manager.randomNormal(new Shape(ITEMS, DIM)).transpose(); // (d, C)
    scores = users.matMul(items); // (B, C)
    for (int user = 0; user < USERS; user++) {
      for (int i = 0; i < leftOut[user].length; i++) {
        leftOut[user][i] = (user * 31 + i * 389) % ITEMS;
      }
    }
  }

  @TearDown
  public void close() {
    manager.close();
  }

  @Benchmark
  @OperationsPerInvocation(USERS)
  public void product() {
    users.matMul(items).close();
  }

  @Benchmark
  @OperationsPerInvocation(USERS)
  public void engineTopK() {
    scores.topK(Evaluator.DEPTH, 1, true, true).close();
  }

  @Benchmark
  @OperationsPerInvocation(USERS)
  public TopK heap() {
    return new HeapBestOfRows().of(scores, leftOut, Evaluator.DEPTH);
  }

  @Benchmark
  @OperationsPerInvocation(USERS)
  public TopK device() {
    try (NDManager tile = manager.newSubManager()) {
      NDArray own = scores.duplicate();
      own.attach(tile);
      return new DeviceBestOfRows().of(own, leftOut, Evaluator.DEPTH);
    }
  }
}
