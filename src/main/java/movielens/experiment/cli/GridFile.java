package movielens.experiment.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import movielens.experiment.cli.options.ConfigFile;
import movielens.experiment.cli.options.ConfigFile.InvalidException;
import movielens.experiment.evaluation.ModelName;
import movielens.experiment.pipeline.ExperimentConfig;
import movielens.experiment.pipeline.ablation.Trial;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.SequenceNode;
import picocli.CommandLine.ParameterException;

/**
 * The configurations of an ablation as YAML. {@code base} has options of {@code run}; each value
 * under {@code vary} makes one trial that differs from it in that option, each entry of {@code
 * settings} one that differs in several.
 */
final class GridFile {
  private static final String BASE = "base";
  private static final String VARY = "vary";
  private static final String SETTINGS = "settings";
  private static final List<String> PARTS = List.of(BASE, VARY, SETTINGS);

  private final String file;
  private final ConfigFile models;
  private final Set<String> known = new LinkedHashSet<>(RunArguments.configurable());
  private ConfigFile base;
  private final List<Trial> trials = new ArrayList<>();

  private GridFile(String file, ModelName model) {
    this.file = file;
    this.models = ConfigFile.of(Map.of("models", model.label()));
    known.removeAll(Set.of("models", "out", "save-all"));
  }

  /**
   * Reads a grid.
   *
   * @param model what its trials train
   * @throws InvalidException when it cannot be read, or a trial is no configuration
   */
  static GridFile read(Path path, ModelName model) {
    String text = ConfigFile.text(path, "grid");
    GridFile grid = new GridFile(path.toString(), model);
    Map<String, Node> parts = new LinkedHashMap<>();
    for (NodeTuple part : grid.mapping(ConfigFile.compose(path.toString(), text))) {
      String name = ConfigFile.scalar(grid.file, part.getKeyNode(), String.join(", ", PARTS));
      if (!PARTS.contains(name)) {
        throw ConfigFile.invalid(
            grid.file,
            part.getKeyNode(),
            "'" + name + "' is not one of " + String.join(", ", PARTS));
      }
      parts.put(name, part.getValueNode());
    }
    Node base = parts.getOrDefault(BASE, ConfigFile.compose(grid.file, "{}"));
    grid.base = ConfigFile.of(grid.file, base, grid.known);
    grid.add(BASE, grid.base);
    if (parts.containsKey(VARY)) {
      grid.vary(parts.get(VARY));
    }
    if (parts.containsKey(SETTINGS)) {
      grid.settings(parts.get(SETTINGS));
    }
    return grid;
  }

  /** The base first, then the others as they stand in the file. */
  List<Trial> trials() {
    return List.copyOf(trials);
  }

  private List<NodeTuple> mapping(Node node) {
    if (node instanceof MappingNode mapping) {
      return mapping.getValue();
    }
    throw node == null
        ? new InvalidException(file + ": is empty; expected " + String.join(", ", PARTS), null)
        : ConfigFile.invalid(file, node, "expected lines of the form 'name: …'");
  }

  private void vary(Node node) {
    for (NodeTuple tuple : mapping(node)) {
      String option = ConfigFile.option(file, tuple.getKeyNode(), known);
      if (!(tuple.getValueNode() instanceof SequenceNode values)) {
        throw ConfigFile.invalid(
            file, tuple.getValueNode(), "expected a list of values of '" + option + "'");
      }
      for (Node value : values.getValue()) {
        String text = ConfigFile.value(file, value, option);
        if (!text.equals(base.value(option))) {
          add(option + "=" + text, ConfigFile.of(file, value, option, text));
        }
      }
    }
  }

  private void settings(Node node) {
    for (NodeTuple tuple : mapping(node)) {
      String name = ConfigFile.scalar(file, tuple.getKeyNode(), "the name of a setting");
      add(name, ConfigFile.of(file, tuple.getValueNode(), known));
    }
  }

  private void add(String name, ConfigFile changed) {
    ExperimentConfig config;
    try {
      config = RunArguments.parse(models.over(changed).over(base));
    } catch (ParameterException e) {
      throw new InvalidException(file + ": trial " + name + ": " + e.getMessage(), e);
    }
    trials.add(new Trial(name, config));
  }
}
