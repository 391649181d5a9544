package movielens.experiment.files;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A map of scalars and lists of scalars as YAML text that any YAML reader gives back unchanged. */
public final class FlatYaml {
  /** Words that no reader takes for a number, a boolean, null, or syntax. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z/._][A-Za-z0-9/._-]*");

  private static final Pattern KEYWORD =
      Pattern.compile("(?i)y|n|yes|no|on|off|true|false|null|\\.nan|[-+.]?inf|\\.+|[._]*[0-9._e]*");

  private FlatYaml() {}

  /** The text, one line per option, with a comment that says what it is for. */
  public static String toText(Map<String, ?> options) {
    StringBuilder text =
        new StringBuilder("# 'experiment run --config' with this file repeats the run.\n");
    options.forEach(
        (key, value) -> text.append(key).append(": ").append(value(value)).append('\n'));
    return text.toString();
  }

  /**
   * Reads such a file: key → value as it is written, the values of a list with commas between them.
   *
   * @throws DataException when the file is missing or anything else
   */
  public static Map<String, String> read(Path file) {
    Node root;
    try {
      root =
          new Yaml(new SafeConstructor(new LoaderOptions()))
              .compose(new StringReader(Files.readString(file)));
    } catch (YAMLException e) {
      throw new DataException(
          file + " is not YAML: " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
          e);
    } catch (IOException e) {
      throw new DataException(file + " cannot be read; give the folder of a finished run", e);
    }
    if (!(root instanceof MappingNode mapping)) {
      throw new DataException(file + ":1: expected lines of the form 'option: value'");
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      values.put(text(file, tuple.getKeyNode()), text(file, tuple.getValueNode()));
    }
    return values;
  }

  private static String text(Path file, Node node) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    if (node instanceof SequenceNode list) {
      return list.getValue().stream()
          .map(part -> text(file, part))
          .collect(Collectors.joining(","));
    }
    throw new DataException(
        file + ":" + (node.getStartMark().getLine() + 1) + ": expected a value or a list");
  }

  private static String value(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(FlatYaml::scalar).collect(Collectors.joining(", ", "[", "]"));
    }
    return scalar(value);
  }

  private static String scalar(Object value) {
    String text = value.toString();
    if (value instanceof Number || value instanceof Boolean) {
      return text;
    }
    if (PLAIN.matcher(text).matches() && !KEYWORD.matcher(text).matches()) {
      return text;
    }
    StringBuilder quoted = new StringBuilder("\"");
    text.chars().forEach(c -> quoted.append(escaped((char) c)));
    return quoted.append('"').toString();
  }

  private static String escaped(char c) {
    if (c == '"' || c == '\\') {
      return "\\" + c;
    }
    return c < ' ' || c == 0x7f ? "\\u%04x".formatted((int) c) : String.valueOf(c);
  }
}
