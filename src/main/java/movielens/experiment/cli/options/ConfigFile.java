package movielens.experiment.cli.options;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import movielens.experiment.pipeline.RunOption;
import movielens.experiment.run.RunFolder;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A configuration file: flat YAML of long option names and their values, which become the defaults
 * of a parse. Only text is taken from it; no tag makes an object.
 */
public final class ConfigFile implements IDefaultValueProvider {
  /** The configurations that are part of the program, for {@code --preset}. */
  public static final List<String> PRESETS =
      List.of("sasrec", "sasrec-softmax", "gsasrec", "dense-all-action", "best", "best-untimed");

  private static final int MAX_BYTES = 1 << 20;
  private static final TableDefaults TABLE = new TableDefaults();

  private final Map<String, Entry> entries;

  private ConfigFile(Map<String, Entry> entries) {
    this.entries = entries;
  }

  private record Entry(String value, String file, int line) {}

  /** A file that cannot be used; the message has the file and, where there is one, the line. */
  public static final class InvalidException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** An error with the one line that says what is wrong, and what caused it or null. */
    public InvalidException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * Reads a file.
   *
   * @param known the names that it may use
   * @throws InvalidException when it cannot be read or has anything else in it
   */
  public static ConfigFile read(Path file, Collection<String> known) {
    return parse(file.toString(), text(file, "configuration"), known);
  }

  /**
   * The text of a file of options.
   *
   * @param what messages call it
   * @throws InvalidException when it cannot be read or is far too large to be one
   */
  public static String text(Path file, String what) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new InvalidException(file + ": larger than 1 MiB, so it cannot be a " + what, null);
      }
      return Files.readString(file);
    } catch (IOException e) {
      throw new InvalidException("cannot read the " + what + " " + file, e);
    }
  }

  /**
   * Reads one of {@link #PRESETS}.
   *
   * @throws InvalidException when there is none of that name
   */
  public static ConfigFile preset(String name, Collection<String> known) {
    if (!PRESETS.contains(name)) {
      throw new InvalidException(
          "Invalid value for option '--preset': '"
              + name
              + "' is not one of "
              + String.join(", ", PRESETS)
              + NearestName.hint(name, PRESETS),
          null);
    }
    String resource = "/presets/" + name + ".yaml";
    try (InputStream in = ConfigFile.class.getResourceAsStream(resource)) {
      return parse("preset " + name, new String(in.readAllBytes(), StandardCharsets.UTF_8), known);
    } catch (IOException e) {
      throw new InvalidException("cannot read the preset " + name, e);
    }
  }

  private static ConfigFile parse(String file, String text, Collection<String> known) {
    Node root = compose(file, text);
    if (root == null) {
      return new ConfigFile(Map.of());
    }
    Set<String> readable = new LinkedHashSet<>(known);
    readable.add(RunFolder.FORMAT_KEY);
    Map<String, Entry> entries = entries(file, root, readable);
    refuseLaterFormat(entries.remove(RunFolder.FORMAT_KEY));
    RunOption.unsaid(entries).forEach((key, value) -> entries.put(key, new Entry(value, file, 1)));
    return new ConfigFile(entries);
  }

  private static void refuseLaterFormat(Entry format) {
    if (format != null && !format.value().matches("[1-" + RunFolder.FORMAT + "]")) {
      throw new InvalidException(
          "%s:%d: is of format %s, this program reads up to %d; use the program that wrote it"
              .formatted(format.file(), format.line(), format.value(), RunFolder.FORMAT),
          null);
    }
  }

  /**
   * The structure of YAML text, in which every scalar is still text; null when it is empty.
   *
   * @param file how messages name it
   * @throws InvalidException when it is not YAML
   */
  public static Node compose(String file, String text) {
    try {
      return new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(text));
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      throw new InvalidException(file + ":" + line + ": not YAML: " + e.getProblem(), e);
    } catch (YAMLException e) {
      throw new InvalidException(file + ": not YAML: " + firstLine(e.getMessage()), e);
    }
  }

  /** These values, and those of another file where this one has none. */
  public ConfigFile over(ConfigFile other) {
    Map<String, Entry> both = new LinkedHashMap<>(other.entries);
    both.putAll(entries);
    return new ConfigFile(both);
  }

  private static Map<String, Entry> entries(String file, Node root, Collection<String> known) {
    if (!(root instanceof MappingNode mapping)) {
      throw invalid(file, root, "expected lines of the form 'option: value'");
    }
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      String key = option(file, tuple.getKeyNode(), known);
      Entry entry =
          new Entry(value(file, tuple.getValueNode(), key), file, line(tuple.getKeyNode()));
      if (entries.put(key, entry) != null) {
        throw invalid(file, tuple.getKeyNode(), "'" + key + "' is given twice");
      }
    }
    return entries;
  }

  /** The options in a mapping of {@link #compose}. */
  public static ConfigFile of(String file, Node mapping, Collection<String> known) {
    return new ConfigFile(entries(file, mapping, known));
  }

  /** Values that stand in no file. */
  public static ConfigFile of(Map<String, String> values) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    values.forEach((key, value) -> entries.put(key, new Entry(value, "", 0)));
    return new ConfigFile(entries);
  }

  /** A file with one line. */
  public static ConfigFile of(String file, Node place, String option, String value) {
    return new ConfigFile(Map.of(option, new Entry(value, file, line(place))));
  }

  /** The value of an option, or null. */
  public String value(String option) {
    Entry entry = entries.get(option);
    return entry == null ? null : entry.value();
  }

  /** A key that must be one of the known option names. */
  public static String option(String file, Node node, Collection<String> known) {
    String key = scalar(file, node, "an option name");
    if (!known.contains(key)) {
      throw invalid(file, node, "unknown option '" + key + "'" + NearestName.hint(key, known));
    }
    return key;
  }

  /** A scalar, or the scalars of a list joined by commas, as the command line has them. */
  public static String value(String file, Node node, String key) {
    if (!(node instanceof SequenceNode sequence)) {
      return scalar(file, node, "a value or a list of values for '" + key + "'");
    }
    List<String> parts = new ArrayList<>();
    for (Node part : sequence.getValue()) {
      parts.add(scalar(file, part, "a value in the list of '" + key + "'"));
    }
    return String.join(",", parts);
  }

  /** The text of a scalar. */
  public static String scalar(String file, Node node, String expected) {
    boolean text = node instanceof ScalarNode && node.getTag().startsWith(Tag.PREFIX);
    if (!text || node.getTag().equals(Tag.NULL)) {
      throw invalid(file, node, "expected " + expected);
    }
    return ((ScalarNode) node).getValue();
  }

  /** The error of a place in a file. */
  public static InvalidException invalid(String file, Node node, String problem) {
    return new InvalidException(file + ":" + line(node) + ": " + problem, null);
  }

  private static int line(Node node) {
    return node.getStartMark().getLine() + 1;
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }

  @Override
  public String defaultValue(ArgSpec argument) {
    Entry entry = argument instanceof OptionSpec option ? entries.get(key(option)) : null;
    return entry == null ? TABLE.defaultValue(argument) : entry.value();
  }

  /** {@code file:line: } of an option's value, or nothing when the file does not give it. */
  public String location(ArgSpec argument) {
    Entry entry = argument instanceof OptionSpec option ? entries.get(key(option)) : null;
    return entry == null ? "" : entry.file() + ":" + entry.line() + ": ";
  }

  /** The name of an option in a configuration file. */
  public static String key(OptionSpec option) {
    return option.longestName().replaceFirst("^-+", "");
  }
}
