package movielens.experiment.data.reading;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Parsing lines of a ratings file, per line. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RatingsBlockParserBenchmark {
  private static final int LINES = 10_000;

  private final RatingsBlockParser parser =
      new RatingsBlockParser(",", Integer.MAX_VALUE);
  private byte[] block;

  @Setup
  public void makeLines() {
    Random random = new Random(1);
    StringBuilder lines = new StringBuilder();
    for (int line = 0; line < LINES; line++) {
      lines.append(1 + line / 150).append(',').append(1 + random.nextInt(209_171)).append(',');
      lines.append((1 + random.nextInt(10)) / 2.0).append(',');
      lines.append(820_454_400 + random.nextInt(700_000_000)).append('\n');
    }
    block = lines.toString().getBytes(StandardCharsets.US_ASCII);
  }

  @Benchmark
  @OperationsPerInvocation(LINES)
  public Object parse() {
    return parser.parse(block, 0, block.length);
  }
}
