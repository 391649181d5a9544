package movielens.experiment.data;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Sorting one user's events by time, beside the library's sort of the same as longs. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class TimeSortBenchmark {
  @Param({"24", "150", "1500"})
  private int events;

  private final TimeSort sort = new TimeSort();
  private int[] unsortedItems;
  private int[] unsortedSeconds;

  @Setup
  public void draw() {
    Random random = new Random(1);
    unsortedItems = random.ints(events, 1, 60_000).toArray();
    unsortedSeconds = random.ints(events, 820_454_400, 1_546_300_799).toArray();
  }

  @Benchmark
  public int[] byTime() {
    int[] items = unsortedItems.clone();
    int[] seconds = unsortedSeconds.clone();
    sort.sort(items, seconds, 0, events);
    return items;
  }

  @Benchmark
  public long[] library() {
    long[] keys = new long[events];
    for (int i = 0; i < events; i++) {
      keys[i] = (long) unsortedSeconds[i] << Integer.SIZE | i;
    }
    Arrays.sort(keys);
    return keys;
  }
}
