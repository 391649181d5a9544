package movielens.experiment.sweep;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A configuration of a sweep.
 *
 * @param name what is different in it; empty where there is one alone
 * @param folder where its results go, in the folder of the sweep; empty for that itself
 * @param options option of {@code run} → value as it is typed
 * @param generics for each seed, in their order, the task that trains the generic model; empty
 *     where there is none
 */
record PlannedRun(String name, String folder, Map<String, String> options, List<Integer> generics) {
  /** Copies the map, keeping its order. */
  PlannedRun {
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    generics = List.copyOf(generics);
  }
}
