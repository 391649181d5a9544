package movielens.experiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import movielens.experiment.cli.options.ConfigFile;
import movielens.experiment.files.FlatYaml;
import movielens.experiment.pipeline.ExperimentConfig;
import movielens.experiment.pipeline.RunOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Model.OptionSpec;

/** The one table of options, beside the command line and the files that it serves. */
class RunOptionTest {
  /** They say how to run the command, and are no part of a configuration. */
  private static final Set<String> ABOUT_THE_COMMAND =
      Set.of("help", "quiet", "verbose", "config", "preset", "resume", "out");

  @TempDir private Path folder;

  static List<String> presets() {
    return ConfigFile.PRESETS;
  }

  static List<Path> keptConfigs() throws Exception {
    try (Stream<Path> files = Files.walk(Path.of("docs", "results"))) {
      return files.filter(file -> file.endsWith("config.yaml")).sorted().toList();
    }
  }

  @Test
  void theCommandLineHasTheOptionsOfTheTable() {
    Program program = new Program((c, p, o, s) -> {}, System.out, System.err);
    Set<String> typed =
        program.commandLine("run").getSubcommands().get("run").getCommandSpec().options().stream()
            .map(ConfigFile::key)
            .filter(key -> !ABOUT_THE_COMMAND.contains(key))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(typed)
        .isEqualTo(
            Arrays.stream(RunOption.values())
                .map(RunOption::key)
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void everyDefaultIsSaidInTheHelp() {
    String help = CommandLineRun.of("run", "--help").out().replaceAll("\\s+", " ");

    assertThat(help).contains("Width of embeddings and layers (default: 256)");
    assertThat(help).doesNotContain("(default: null");
  }

  @Test
  void aCommandKeepsItsOwnDefaults() {
    Program program = new Program((c, p, o, s) -> {}, System.out, System.err);
    OptionSpec batch =
        program
            .commandLine("benchmark")
            .getSubcommands()
            .get("benchmark")
            .getCommandSpec()
            .findOption("--batch-size");

    assertThat(batch.defaultValueString()).isEqualTo("128");
  }

  /** A kept result repeats what it was: what it does not name is what its program did. */
  @ParameterizedTest
  @MethodSource("keptConfigs")
  void aKeptResultIsFilledWithWhatWasBefore(Path kept) {
    Map<String, String> stored = new LinkedHashMap<>(FlatYaml.read(kept));
    stored.remove("format");
    ExperimentConfig config = RunArguments.parse("--config", kept.toString());

    if (!stored.containsKey("scale-embeddings")) {
      assertThat(config.encoder().scaledEmbeddings()).isFalse();
    }
    if (!stored.containsKey("position-bias")) {
      assertThat(config.encoder().positionBias()).isFalse();
    }
    stored.forEach(
        (key, value) -> {
          Object parsed = config.options().byKey().get(key);
          String text =
              parsed instanceof List<?> list
                  ? list.stream().map(String::valueOf).collect(Collectors.joining(","))
                  : String.valueOf(parsed);
          assertThat(text).as(key).isEqualTo(value);
        });
  }

  @Test
  void aConfigurationThatAPersonWroteGetsTodaysDefaults() throws Exception {
    Path written = Files.writeString(folder.resolve("c.yaml"), "dim: 64\n");

    assertThat(RunArguments.parse("--config", written.toString()).encoder().scaledEmbeddings())
        .isTrue();
  }

  @Test
  void aFileOfALaterFormatIsRefused() throws Exception {
    Path later = Files.writeString(folder.resolve("c.yaml"), "format: 3\ndim: 64\n");
    CommandLineRun run = CommandLineRun.of("run", "--config", later.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(later + ":1: is of format 3, this program reads up to 2");
  }

  /** A default stands in the table alone. */
  @ParameterizedTest
  @MethodSource("presets")
  void aPresetSaysOnlyWhatDiffersFromTheDefaults(String preset) {
    Path file = Path.of("src", "main", "resources", "presets", preset + ".yaml");

    FlatYaml.read(file)
        .forEach(
            (key, value) ->
                assertThat(RunOption.of(key).orElseThrow().defaultText())
                    .as(preset + ": " + key)
                    .isNotEqualTo(Optional.of(value)));
  }
}
