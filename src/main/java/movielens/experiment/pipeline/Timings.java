package movielens.experiment.pipeline;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Wall seconds of the stages of a run, in the order of their first use. */
public final class Timings {
  private final Map<String, Double> seconds = new LinkedHashMap<>();

  /** Of stages to come, after those that were timed before. */
  static Timings after(Timings before) {
    Timings timings = new Timings();
    timings.seconds.putAll(before.seconds);
    return timings;
  }

  /** Does the work of a stage and adds its wall seconds to those of the stage. */
  public <T> T timed(String stage, Supplier<T> work) {
    long start = System.nanoTime();
    T result = work.get();
    seconds.merge(stage, (System.nanoTime() - start) / 1e9, Double::sum);
    return result;
  }

  /** Stage → wall seconds so far. */
  public Map<String, Double> seconds() {
    return seconds;
  }
}
