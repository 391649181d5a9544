package movielens.experiment.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import movielens.experiment.console.TextTable.Cell;
import movielens.experiment.report.BenchmarkResult;
import movielens.experiment.report.Numbers;
import movielens.experiment.run.EnvironmentInfo;

/** A benchmark as text for a person, or as JSON. */
public final class BenchmarkReport {
  private static final int WIDTH = 140;
  private static final double BYTES_PER_MEBIBYTE = 1 << 20;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final PrintStream out;
  private final Terminal terminal;

  /**
   * A report that goes to a stream.
   *
   * @param out where to
   * @param terminal what that place can show
   */
  public BenchmarkReport(PrintStream out, Terminal terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** Prints one JSON object. */
  public void printJson(BenchmarkResult result) {
    try {
      out.println(MAPPER.writeValueAsString(result));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a benchmark cannot be written as JSON", e);
    }
    out.flush();
  }

  /** Prints the machine, the sizes, and a line per measurement. */
  public void print(BenchmarkResult result) {
    BenchmarkResult.Machine machine = result.machine();
    EnvironmentInfo environment = result.environment();
    line(
        "Machine   %s, %s%s, %s",
        machine.system(),
        machine.processor() == null ? "" : machine.processor() + ", ",
        Numbers.count(machine.processors(), "processor"),
        mebibytes(machine.memoryBytes()));
    line(
        "Program   %s (commit %s), Java %s, DJL %s, libtorch %s, %s",
        environment.version(),
        environment.commit(),
        environment.java(),
        environment.djl(),
        environment.libtorch(),
        Numbers.count(environment.threads(), "engine thread"));
    line(
        "Sizes     %s",
        result.sizes().entrySet().stream()
            .map(size -> size.getKey() + " " + size.getValue())
            .collect(Collectors.joining(", ")));
    line("");
    TextTable table =
        new TextTable(
            2,
            List.of(
                "stage",
                "what",
                "median",
                "slowest",
                "fastest",
                "unit",
                "GFLOP/s",
                "of peak",
                "peak memory"));
    for (BenchmarkResult.Measurement measured : result.measurements()) {
      table.row(
          List.of(
              Cell.plain(measured.stage()),
              Cell.plain(measured.what()),
              rate(measured.median()),
              rate(measured.slowest()),
              rate(measured.fastest()),
              Cell.plain(measured.unit()),
              measured.gflops() == null ? Cell.plain("") : rate(measured.gflops()),
              Cell.plain(measured.shareOfPeak() == null ? "" : percent(measured.shareOfPeak())),
              Cell.plain(measured.peakBytes() == null ? "n/a" : mebibytes(measured.peakBytes()))));
    }
    table.lines(terminal, WIDTH).forEach(out::println);
    result.notes().forEach(note -> line("%s", note));
    out.flush();
  }

  private static Cell rate(double rate) {
    return Cell.plain(String.format(Locale.ROOT, rate < 100 ? "%.1f" : "%,.0f", rate));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f%%", 100 * share);
  }

  private static String mebibytes(long bytes) {
    return Numbers.count(Math.round(bytes / BYTES_PER_MEBIBYTE)) + " MiB";
  }

  private void line(String format, Object... arguments) {
    out.println(terminal.text(String.format(Locale.ROOT, format, arguments)));
  }
}
