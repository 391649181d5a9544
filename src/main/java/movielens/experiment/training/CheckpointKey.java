package movielens.experiment.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a checkpoint belongs to.
 *
 * @param options what decides the weights: option → value; an option that is left out has the value
 *     that programs behaved by before it existed
 * @param fingerprint of the data
 * @param model label of the model
 * @param seed of the training
 * @param earlier keys of earlier programs that mean the same
 */
public record CheckpointKey(
    Map<String, String> options, String fingerprint, String model, long seed, Set<String> earlier) {
  private static final String FORMAT = "options";

  /** The text that is written into a checkpoint. */
  String text() {
    List<String> lines = new ArrayList<>(List.of(FORMAT, fingerprint, model, Long.toString(seed)));
    options.forEach((option, value) -> lines.add(option + "=" + value.replace('\n', ' ')));
    return String.join("\n", lines);
  }

  /**
   * Why a checkpoint is of another training.
   *
   * @param written the text in it
   * @return empty when it is of this one; else a phrase that follows "the checkpoint"
   */
  Optional<String> objection(String written) {
    if (written.equals(text()) || earlier.contains(written)) {
      return Optional.empty();
    }
    List<String> lines = written.lines().toList();
    if (lines.size() < 4 || !lines.get(0).equals(FORMAT)) {
      return Optional.of("belongs to another configuration or data");
    }
    if (!lines.get(1).equals(fingerprint)) {
      return Optional.of("was made with other data");
    }
    if (!lines.get(2).equals(model) || !lines.get(3).equals(Long.toString(seed))) {
      return Optional.of("is of " + lines.get(2) + " with seed " + lines.get(3));
    }
    Map<String, String> there = new LinkedHashMap<>();
    for (String line : lines.subList(4, lines.size())) {
      int at = line.indexOf('=');
      there.put(line.substring(0, Math.max(at, 0)), line.substring(at + 1));
    }
    Set<String> names = new LinkedHashSet<>(there.keySet());
    names.addAll(options.keySet());
    List<String> differences = new ArrayList<>();
    for (String name : names) {
      String here = options.get(name);
      if (!Objects.equals(there.get(name), here)) {
        differences.add(name + " " + said(there.get(name)) + ", not " + said(here));
      }
    }
    return differences.isEmpty()
        ? Optional.empty()
        : Optional.of("was made with " + String.join("; ", differences));
  }

  private static String said(String value) {
    return value == null ? "as before it existed" : value;
  }
}
