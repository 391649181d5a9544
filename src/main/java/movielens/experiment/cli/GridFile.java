package movielens.experiment.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import movielens.experiment.cli.options.ConfigFile;
import movielens.experiment.cli.options.ConfigFile.InvalidException;
import movielens.experiment.evaluation.ModelName;
import movielens.experiment.pipeline.ExperimentConfig;
import movielens.experiment.pipeline.ablation.Trial;
import movielens.experiment.pipeline.slices.SlicesConfig;
import movielens.experiment.sweep.Planner;
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
  private final Optional<ModelName> model;
  private final Set<String> known = new LinkedHashSet<>(RunArguments.configurable());
  private ConfigFile base;
  private final List<Planner.Named> settings = new ArrayList<>();

  private GridFile(String file, Optional<ModelName> model) {
    this.file = file;
    this.model = model;
    known.remove("out");
    if (model.isPresent()) {
      known.removeAll(Set.of("models", "save-all"));
    }
  }

  /**
   * Reads the grid of an ablation.
   *
   * @param model what its trials train
   * @throws InvalidException when it cannot be read, or a trial is no configuration
   */
  static GridFile read(Path path, ModelName model) {
    return read(path, Optional.of(model));
  }

  /**
   * Reads a grid of runs, each with the models and slices that it names.
   *
   * @throws InvalidException when it cannot be read, or a setting is no configuration
   */
  static GridFile read(Path path) {
    return read(path, Optional.empty());
  }

  private static GridFile read(Path path, Optional<ModelName> model) {
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
  List<Planner.Named> settings() {
    return List.copyOf(settings);
  }

  /** The same as trials. */
  List<Trial> trials() {
    return settings.stream()
        .map(setting -> new Trial(setting.name(), setting.config().base()))
        .toList();
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
    try {
      settings.add(new Planner.Named(name, config(changed.over(base))));
    } catch (ParameterException e) {
      throw new InvalidException(file + ": trial " + name + ": " + e.getMessage(), e);
    }
  }

  private SlicesConfig config(ConfigFile options) {
    if (model.isEmpty()) {
      return RunArguments.parseSlices(options);
    }
    ConfigFile models = ConfigFile.of(Map.of("models", model.get().label()));
    ExperimentConfig trial = RunArguments.parse(models.over(options));
    return new SlicesConfig(trial, List.of(trial.slice()));
  }
}
