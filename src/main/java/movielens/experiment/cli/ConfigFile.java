package movielens.experiment.cli;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
final class ConfigFile implements IDefaultValueProvider {
  private static final int MAX_BYTES = 1 << 20;

  private final Path file;
  private final Map<String, Entry> entries;

  private ConfigFile(Path file, Map<String, Entry> entries) {
    this.file = file;
    this.entries = entries;
  }

  private record Entry(String value, int line) {}

  /** A file that cannot be used; the message has the file and, where there is one, the line. */
  static final class InvalidException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * Reads a file.
   *
   * @param known the names that it may use
   * @throws InvalidException when it cannot be read or has anything else in it
   */
  static ConfigFile read(Path file, Collection<String> known) {
    Node root;
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new InvalidException(file + ": larger than 1 MiB, this is no configuration", null);
      }
      LoaderOptions options = new LoaderOptions();
      root =
          new Yaml(new SafeConstructor(options)).compose(new StringReader(Files.readString(file)));
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      throw new InvalidException(file + ":" + line + ": not YAML: " + e.getProblem(), e);
    } catch (YAMLException e) {
      throw new InvalidException(file + ": not YAML: " + firstLine(e.getMessage()), e);
    } catch (IOException e) {
      throw new InvalidException("cannot read the configuration " + file, e);
    }
    Map<String, Entry> entries = new LinkedHashMap<>();
    if (root != null) {
      fill(entries, file, root, known);
    }
    return new ConfigFile(file, entries);
  }

  private static void fill(
      Map<String, Entry> entries, Path file, Node root, Collection<String> known) {
    if (!(root instanceof MappingNode mapping)) {
      throw invalid(file, root, "expected lines of the form 'option: value'");
    }
    for (NodeTuple tuple : mapping.getValue()) {
      String key = scalar(file, tuple.getKeyNode(), "an option name");
      if (!known.contains(key)) {
        throw invalid(
            file,
            tuple.getKeyNode(),
            "unknown option '" + key + "'" + NearestName.hint(key, known));
      }
      Entry entry = new Entry(value(file, tuple.getValueNode(), key), line(tuple.getKeyNode()));
      if (entries.put(key, entry) != null) {
        throw invalid(file, tuple.getKeyNode(), "'" + key + "' is given twice");
      }
    }
  }

  private static String value(Path file, Node node, String key) {
    if (!(node instanceof SequenceNode sequence)) {
      return scalar(file, node, "a value or a list of values for '" + key + "'");
    }
    List<String> parts = new ArrayList<>();
    for (Node part : sequence.getValue()) {
      parts.add(scalar(file, part, "a value in the list of '" + key + "'"));
    }
    return String.join(",", parts);
  }

  private static String scalar(Path file, Node node, String expected) {
    boolean text = node instanceof ScalarNode && node.getTag().startsWith(Tag.PREFIX);
    if (!text || node.getTag().equals(Tag.NULL)) {
      throw invalid(file, node, "expected " + expected);
    }
    return ((ScalarNode) node).getValue();
  }

  private static InvalidException invalid(Path file, Node node, String problem) {
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
    return entry == null ? null : entry.value();
  }

  /** {@code file:line: } of an option's value, or nothing when the file does not give it. */
  String location(ArgSpec argument) {
    Entry entry = argument instanceof OptionSpec option ? entries.get(key(option)) : null;
    return entry == null ? "" : file + ":" + entry.line() + ": ";
  }

  /** The name of an option in a configuration file. */
  static String key(OptionSpec option) {
    return option.longestName().replaceFirst("^-+", "");
  }
}
