package movielens.experiment.pipeline;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import movielens.experiment.evaluation.ModelName;

/**
 * Values of options, in the order of {@link RunOption}.
 *
 * @param byKey option → scalar or list of scalars; only options that have a meaning
 */
public record OptionValues(Map<String, Object> byKey) {
  /** Copies the map, keeping its order. */
  public OptionValues {
    byKey = Collections.unmodifiableMap(new LinkedHashMap<>(byKey));
  }

  /** All options of a configuration. */
  static OptionValues of(ExperimentConfig config) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (RunOption option : RunOption.values()) {
      Object value = option.in(config);
      if (value != null) {
        values.put(option.key(), value);
      }
    }
    return new OptionValues(values);
  }

  /** What the record of a run says, with what it does not name and meant. */
  public static OptionValues ofRecord(Map<String, String> stored) {
    Map<String, Object> values = new LinkedHashMap<>(stored);
    values.putAll(RunOption.unsaid(stored));
    return new OptionValues(values);
  }

  /** The same but for one value. */
  public OptionValues with(RunOption option, Object value) {
    Map<String, Object> values = new LinkedHashMap<>(byKey);
    values.put(option.key(), value);
    return new OptionValues(values);
  }

  private OptionValues only(Predicate<RunOption> wanted) {
    Map<String, Object> values = new LinkedHashMap<>(byKey);
    values.keySet().removeIf(key -> RunOption.of(key).filter(wanted).isEmpty());
    return new OptionValues(values);
  }

  /** Without those that change no number. */
  public OptionValues decisive() {
    return only(option -> option.decides() != Decides.NOTHING);
  }

  /** The same without the place of the data: what is there is known by its content. */
  public OptionValues decisiveWhereverDataIs() {
    return decisive().only(option -> option != RunOption.DATA_PATH);
  }

  /**
   * What decides the weights of a model, as text. An option with the value that programs behaved by
   * before it existed is left out, so that a new option changes no key of a run without it.
   */
  public Map<String, String> decidingTrainingOf(ModelName model) {
    Map<String, String> deciding = new LinkedHashMap<>();
    only(option -> option.decidesTrainingOf(model))
        .byKey
        .forEach(
            (key, value) -> {
              String text = text(value);
              if (RunOption.of(key).flatMap(RunOption::earlier).filter(text::equals).isEmpty()) {
                deciding.put(key, text);
              }
            });
    return deciding;
  }

  /** Eight hexadecimal digits that differ where two experiments may give different results. */
  public String hash() {
    return hash(decisive().byKey);
  }

  /** Eight hexadecimal digits of a map in its order. */
  public static String hash(Map<String, ?> values) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(values.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /** Where others differ from these, one phrase for each option: what it is here, and there. */
  public List<String> differences(OptionValues others) {
    Set<String> keys = new LinkedHashSet<>(byKey.keySet());
    keys.addAll(others.byKey.keySet());
    return keys.stream()
        .filter(key -> !Objects.equals(byKey.get(key), others.byKey.get(key)))
        .map(key -> key + " " + said(byKey.get(key)) + ", not " + said(others.byKey.get(key)))
        .toList();
  }

  private static String said(Object value) {
    return value == null ? "none" : value.toString();
  }

  /** A value as it is typed: a list is joined by commas. */
  public static String text(Object value) {
    return value instanceof List<?> list
        ? list.stream().map(String::valueOf).collect(Collectors.joining(","))
        : value.toString();
  }
}
