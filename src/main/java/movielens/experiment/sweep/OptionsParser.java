package movielens.experiment.sweep;

import java.util.Map;
import movielens.experiment.pipeline.slices.SlicesConfig;

/** From the options that a plan holds to what they describe. */
@FunctionalInterface
public interface OptionsParser {
  /**
   * The configuration of options.
   *
   * @param options option of {@code run} → value as it is typed
   */
  SlicesConfig parse(Map<String, String> options);
}
