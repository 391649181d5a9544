package movielens.experiment.files;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.representer.Representer;

/** A map of scalars and lists of scalars as YAML text that any YAML reader gives back unchanged. */
public final class FlatYaml {
  private FlatYaml() {}

  /**
   * The text, one line per key.
   *
   * @param comment first line, without its mark
   */
  public static String toText(String comment, Map<String, ?> values) {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(FlowStyle.BLOCK);
    options.setWidth(Integer.MAX_VALUE);
    options.setSplitLines(false);
    options.setAllowUnicode(true);
    options.setProcessComments(false);
    Representer representer = new Representer(options);
    Yaml yaml = new Yaml(representer, options);
    MappingNode root = (MappingNode) representer.represent(values);
    root.getValue().stream()
        .map(NodeTuple::getValueNode)
        .filter(SequenceNode.class::isInstance)
        .forEach(list -> ((SequenceNode) list).setFlowStyle(FlowStyle.FLOW));
    StringWriter text = new StringWriter();
    text.append("# ").append(comment).append('\n');
    if (!values.isEmpty()) {
      yaml.serialize(root, text);
    }
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
}
