package movielens.experiment.report;

import java.util.List;
import java.util.Map;
import movielens.experiment.run.EnvironmentInfo;

/**
 * How fast a machine was.
 *
 * @param machine what it is
 * @param environment what it ran
 * @param sizes what was measured, name by name, as the options of the command are called
 * @param measurements in the order in which they were taken
 * @param notes what was not measured, and why
 */
public record BenchmarkResult(
    Machine machine,
    EnvironmentInfo environment,
    Map<String, Object> sizes,
    List<Measurement> measurements,
    List<String> notes) {

  /**
   * A machine.
   *
   * @param system operating system and architecture
   * @param processor its model name; null where the system does not say
   * @param processors how many the process may use
   * @param memoryBytes of the machine, or of the container that the process is in
   */
  public record Machine(String system, String processor, int processors, long memoryBytes) {}

  /**
   * Repetitions of one thing.
   *
   * @param stage {@code load}, {@code product}, {@code train} or {@code rank}
   * @param what was done
   * @param unit of the rates, e.g. {@code rows/s}
   * @param median of the rates of the repetitions
   * @param slowest of them
   * @param fastest of them
   * @param repetitions how many
   * @param gflops billions of floating-point operations in matrix products per second, at the
   *     median; null where that means nothing
   * @param shareOfPeak {@code gflops} over the fastest matrix product of the same run; null where
   *     there is none
   * @param peakBytes most memory that the process had resident until then, Java heap and engine
   *     together; null where the system does not say
   */
  public record Measurement(
      String stage,
      String what,
      String unit,
      double median,
      double slowest,
      double fastest,
      int repetitions,
      Double gflops,
      Double shareOfPeak,
      Long peakBytes) {}
}
