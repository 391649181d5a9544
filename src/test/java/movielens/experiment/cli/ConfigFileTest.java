package movielens.experiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import movielens.experiment.cli.options.ConfigFile;
import movielens.experiment.data.SplitRule;
import movielens.experiment.pipeline.ExperimentConfig;
import movielens.experiment.run.RunFolder;
import movielens.experiment.training.loss.Gbce;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigFileTest {
  @TempDir private Path folder;

  @Test
  void optionBeatsFileBeatsDefault() throws IOException {
    Path file = file("dim: 64\nepochs: 3\nseeds: [1, 2]\n# a remark\ngenre: Sci-Fi\n");

    ExperimentConfig config =
        CommandLineRun.of("run", "--epochs", "5", "--config", file.toString()).config();

    assertThat(config.encoder().dim()).isEqualTo(64);
    assertThat(config.encoder().feedForward()).isEqualTo(256);
    assertThat(config.training().epochs().most()).isEqualTo(5);
    assertThat(config.seeds()).containsExactly(1L, 2L);
    assertThat(config.slice().genre()).isEqualTo("Sci-Fi");
    assertThat(config.training().batching().size()).isEqualTo(64);
  }

  @Test
  void aFlagInBothStaysSet() throws IOException {
    Path file = file("save-all: true\n");

    assertThat(CommandLineRun.of("run", "--config=" + file).config().saveAll()).isTrue();
    assertThat(CommandLineRun.of("run", "--config=" + file, "--save-all").config().saveAll())
        .isTrue();
    assertThat(CommandLineRun.of("run", "--config=" + file, "--save-all=false").config().saveAll())
        .isFalse();
  }

  @Test
  void anEmptyFileChangesNothing() throws IOException {
    assertThat(CommandLineRun.of("run", "--config", file("# nothing\n").toString()).config())
        .isEqualTo(RunArguments.parse());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--dim=8 --heads=1 --feed-forward=9 --learning-rate=1e-7 --horizon-days=0.5",
        "--split=temporal --temporal-quantile=0.75 --loss=gbce --gbce-calibration=0.1 --threads=2",
        "--split=leave-one-out --loss=full-softmax --objective=all-action --similarity=dot",
        "--negatives=in-batch:7 --logq=off --user-weights=none --device=cuda --save-all",
        "--genre=null --data=a:b/#c.zip --models=generic --seeds=3..5,9"
            + " --objective=dense-all-action",
        "--genre=1e3 --data=~/x",
        "--genre=on",
        "--checkpoint-minutes=0.5",
        "--genre=[a]",
        "--genre='\"\\\\",
        "--genre=Ünïcöde",
      })
  void theWrittenFileRepeatsTheRun(String options) {
    String[] given = options.isEmpty() ? new String[0] : options.split(" ");
    ExperimentConfig config = RunArguments.parse(given);
    RunFolder run = RunFolder.at(folder.resolve("run"), false);
    run.writeConfig(config.options().byKey());

    String file = run.file(RunFolder.CONFIG).toString();
    assertThat(RunArguments.parse("--config", file)).isEqualTo(config);
    assertThat(RunArguments.parse("--config", file).options().hash())
        .isEqualTo(config.options().hash());
  }

  @Test
  void theHashSeesWhatChangesResults() {
    String hash = RunArguments.parse().options().hash();

    assertThat(hash).matches("[0-9a-f]{8}");
    String[] withoutEffect = {"--save-all", "--out=x", "--checkpoint-minutes=1", "--threads=1"};
    assertThat(RunArguments.parse(withoutEffect).options().hash()).isEqualTo(hash);
    assertThat(RunArguments.parse("--epochs=19").options().hash()).isNotEqualTo(hash);
  }

  @Test
  void theDefaultConfigurationIsPrinted() throws IOException {
    CommandLineRun run = CommandLineRun.of("config", "--print-default");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("dim: 256\n", "seeds: [42]\n");
    assertThat(RunArguments.parse("--config", file(run.out()).toString()))
        .isEqualTo(RunArguments.parse());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dim: 64\\nlayrs: 2|:2: unknown option 'layrs'; did you mean 'layers'",
        "qqqqqqqqqq: 2|:1: unknown option 'qqqqqqqqqq'; see",
        "config: x|:1: unknown option 'config'",
        "dim: 64\\n\\ndim: 65|:3: 'dim' is given twice",
        "dim:|:1: expected a value or a list of values for 'dim'",
        "dim: {a: 1}|:1: expected a value or a list",
        "seeds: [1, [2]]|:1: expected a value in the list of 'seeds'",
        "- 1|:1: expected lines of the form",
        "dim: [1|: not YAML",
        "a: b: c|:1: not YAML",
        "dim: !!java.lang.Integer 3|:1: not YAML: Global tag is not allowed",
        "genre: !evil x|:1: expected a value",
        "dim: 1\\nepochs: 0|:2: Invalid value for option '--epochs': 0 is not from 1",
        "dim: 1\\n\\nepochs: many|:3: Invalid value for option '--epochs': 'many' is not",
        "heads: 3|:1: Invalid value for option '--heads': 3 does not divide --dim 256",
      })
  void mistakesAreFoundWithTheirLine(String text, String message) throws IOException {
    Path file = file(text.replace("\\n", "\n"));

    CommandLineRun run = CommandLineRun.of("run", "--config", file.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("experiment: " + file).contains(message);
    assertThat(run.err().lines()).hasSize(1);
  }

  @Test
  void aTypedValueIsNotBlamedOnTheFile() throws IOException {
    Path file = file("epochs: 3\n");

    CommandLineRun run = CommandLineRun.of("run", "--config", file.toString(), "--epochs=0");

    assertThat(run.err()).startsWith("experiment: Invalid value for option '--epochs': 0");
  }

  @Test
  void aFileThatIsNoConfigurationIsRefusedUnread() throws IOException {
    CommandLineRun run =
        CommandLineRun.of("run", "--config", file("#".repeat(1 << 20) + "\n").toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("larger than 1 MiB");
  }

  @Test
  void aMissingFileIsWrongUsage() {
    CommandLineRun run = CommandLineRun.of("run", "--config", folder.resolve("no.yaml").toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("cannot read the configuration").contains("no.yaml");
  }

  @Test
  void resumeTakesTheOptionsOfTheRun() {
    RunFolder run = RunFolder.at(folder.resolve("run"), false);
    run.writeConfig(RunArguments.parse("--dim=64", "--epochs=2").options().byKey());
    String out = run.path().toString();

    CommandLineRun resumed = CommandLineRun.of("run", "--resume", "--out", out);
    assertThat(resumed.config().encoder().dim()).isEqualTo(64);
    assertThat(resumed.config().resume()).isTrue();

    CommandLineRun changed = CommandLineRun.of("run", "--resume", "--out", out, "--epochs=3");
    assertThat(changed.exitCode()).isEqualTo(2);
    assertThat(changed.err()).contains("has epochs 2, not 3");
  }

  @Test
  void optionBeatsFileBeatsPreset() throws IOException {
    Path file = file("dim: 64\nwindow: 50\n");

    ExperimentConfig config =
        RunArguments.parse("--preset=gsasrec", "--config=" + file, "--window=20", "--seeds=7");

    assertThat(config.split()).isEqualTo(new SplitRule.LeaveOneOut());
    assertThat(config.training().loss()).isEqualTo(new Gbce(256, 0.75));
    assertThat(config.encoder().dim()).isEqualTo(64);
    assertThat(config.encoder().window()).isEqualTo(20);
    assertThat(config.seeds()).containsExactly(7L);
  }

  @ParameterizedTest
  @MethodSource("presets")
  void everyPresetIsAConfigurationWithoutSlice(String name) {
    ExperimentConfig config = RunArguments.parse("--preset", name);

    assertThat(config.sliced()).isFalse();
    assertThat(config.split()).isEqualTo(new SplitRule.LeaveOneOut());
    assertThat(CommandLineRun.of("run", "--help").out()).contains(name);
  }

  static List<String> presets() {
    return ConfigFile.PRESETS;
  }

  @Test
  void anUnknownPresetIsNamedWithTheNearest() {
    CommandLineRun run = CommandLineRun.of("run", "--preset", "sasrek");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("'sasrek' is not one of sasrec,", "did you mean 'sasrec'");
  }

  @Test
  void aRunDoesNotTakeThePresetFromAFile() throws IOException {
    CommandLineRun run = CommandLineRun.of("run", "--config", file("preset: gsasrec\n").toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("unknown option 'preset'");
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("c.yaml"), text);
  }
}
