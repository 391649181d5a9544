package movielens.experiment.evaluation;

import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import movielens.experiment.data.Catalog;
import movielens.experiment.data.InteractionLog;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** All metrics of a panel, per user. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MetricsBenchmark {
  private static final int USERS = 2000;
  private static final int ITEMS = 10_000;
  private static final int TEST_EVENTS = 30;

  private TopK top;
  private Panel panel;

  @Setup
  public void draw() {
    Random random = new Random(1);
    List<List<String>> genres =
        IntStream.range(0, ITEMS).mapToObj(i -> List.of("g" + i % 7, "h" + i % 5)).toList();
    Catalog catalog =
        new Catalog(
            IntStream.rangeClosed(1, ITEMS).toArray(),
            IntStream.range(0, ITEMS).mapToObj(i -> "movie " + i).toList(),
            genres);
    int[] items = random.ints((long) USERS * TEST_EVENTS, 1, ITEMS + 1).toArray();
    InteractionLog test =
        new InteractionLog(
            IntStream.rangeClosed(1, USERS).toArray(),
            IntStream.range(0, USERS).map(user -> user * TEST_EVENTS).toArray(),
            IntStream.rangeClosed(1, USERS).map(user -> user * TEST_EVENTS).toArray(),
            items,
            new int[items.length]);
    panel = Panel.of(View.AS_PUBLISHED, catalog, test, catalog, test, catalog);
    top = new TopK(new int[USERS][], new float[USERS][Evaluator.DEPTH]);
    for (int user = 0; user < USERS; user++) {
      top.items()[user] = random.ints(1, ITEMS + 1).distinct().limit(Evaluator.DEPTH).toArray();
    }
  }

  @Benchmark
  @OperationsPerInvocation(USERS)
  public Evaluation judge() {
    return Evaluator.judge(top, panel);
  }
}
