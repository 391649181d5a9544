package movielens.experiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import movielens.experiment.evaluation.ModelName;
import movielens.experiment.files.FlatYaml;
import movielens.experiment.model.Similarity;
import movielens.experiment.pipeline.ExperimentConfig;
import movielens.experiment.training.loss.FullSoftmax;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options that a model has for itself. */
class OwnOptionsTest {
  @TempDir private Path folder;

  @Test
  void takeThePlaceOfThoseOfAllForOneModel() {
    ExperimentConfig config =
        RunArguments.parse(
            "--dim=64",
            "--dropout=0.2",
            "--distilled-options=similarity=dot,loss=full-softmax,dim=32",
            "--generic-options=dropout=0.1");

    assertThat(config.of(ModelName.DISTILLED).encoder().similarity()).isEqualTo(Similarity.DOT);
    assertThat(config.of(ModelName.DISTILLED).training().loss()).isInstanceOf(FullSoftmax.class);
    assertThat(config.of(ModelName.DISTILLED).encoder().dropout()).isEqualTo(0.2);
    assertThat(config.of(ModelName.DISTILLED).encoder().dim()).isEqualTo(32);
    assertThat(config.of(ModelName.DISTILLED).encoder().heads()).isEqualTo(4);
    assertThat(config.of(ModelName.DISTILLED).encoder().feedForward()).isEqualTo(128);
    assertThat(config.of(ModelName.GENERIC).encoder().similarity()).isEqualTo(Similarity.COSINE);
    assertThat(config.of(ModelName.GENERIC).encoder().dropout()).isEqualTo(0.1);
    assertThat(config.of(ModelName.FINE_TUNED).encoder())
        .isEqualTo(config.of(ModelName.GENERIC).encoder());
    assertThat(config.of(ModelName.DEVOTEES).encoder()).isEqualTo(config.encoder());
  }

  @Test
  void areRepeatedByTheConfiguration() throws IOException {
    ExperimentConfig config =
        RunArguments.parse(
            "--distilled-options=negatives=uniform:8+in-batch:4, dropout=0.3",
            "--fine-tuned-options=user-weights=none");
    Path file = folder.resolve("config.yaml");
    Files.writeString(file, FlatYaml.toText("", config.options().byKey()));

    ExperimentConfig again = RunArguments.parse("--config=" + file);

    assertThat(again).isEqualTo(config);
    assertThat(Files.readString(file))
        .contains("distilled-options: ['negatives=uniform:8+in-batch:4', dropout=0.3]")
        .contains("generic-options: none");
  }

  /** A default of one model is for who says nothing; what is asked of all models is of all. */
  @Test
  void ofTheDefaultWhatIsGivenForAllModelsIsLeftOut() throws IOException {
    Path file = Files.writeString(folder.resolve("c.yaml"), "attention: softmax");

    assertThat(ofDistilled("--window=32")).containsExactly("attention=pointwise");
    assertThat(ofDistilled("--attention=softmax")).containsExactly("window=128");
    assertThat(ofDistilled("--config=" + file)).containsExactly("window=128");
    assertThat(ofDistilled("--config=" + file, "--window=64")).isEmpty();
    assertThat(ofDistilled("--preset=best", "--models=distilled", "--split=per-user")).isEmpty();
    assertThat(ofDistilled("--dim=64")).containsExactly("attention=pointwise", "window=128");
    assertThat(ofDistilled("--window=32", "--distilled-options=window=16"))
        .containsExactly("window=16");
  }

  private static List<String> ofDistilled(String... options) {
    ExperimentConfig config = RunArguments.parse(options);
    assertThat(config.ownOptions(ModelName.TAUGHT))
        .as("taught has what distilled has")
        .isEqualTo(config.ownOptions(ModelName.DISTILLED));
    return config.ownOptions(ModelName.DISTILLED);
  }

  /** A record names every option, the default of then too, and nothing of it gives way. */
  @Test
  void theDefaultIsRepeatedByTheConfiguration() throws IOException {
    ExperimentConfig config = RunArguments.parse("--dim=64");
    Path file = folder.resolve("config.yaml");
    Files.writeString(file, FlatYaml.toText("", config.options().byKey()));

    assertThat(RunArguments.parse("--config=" + file)).isEqualTo(config);
    assertThat(Files.readString(file))
        .contains("taught-options: [attention=pointwise, window=128]");
  }

  @Test
  void aModelCanHaveWhatDistilledHas() {
    ExperimentConfig config =
        RunArguments.parse(
            "--distilled-options=dropout=0.3",
            "--devotees-options= distilled",
            "--taught-options=none");

    assertThat(config.of(ModelName.DEVOTEES).encoder())
        .isEqualTo(config.of(ModelName.DISTILLED).encoder());
    assertThat(config.ownOptions(ModelName.DEVOTEES)).containsExactly("dropout=0.3");
    assertThat(config.ownOptions(ModelName.TAUGHT)).isEmpty();
  }

  @Test
  void whatGoesOnFromGenericHasItsEncoder() {
    ExperimentConfig config =
        RunArguments.parse(
            "--generic-options=dropout=0.3,targets=harmonic",
            "--fine-tuned-options=loss=full-softmax");

    assertThat(config.ownOptions(ModelName.FINE_TUNED))
        .containsExactly("dropout=0.3", "loss=full-softmax");
    assertThat(config.ownOptions(ModelName.CONTINUED)).containsExactly("dropout=0.3");
  }

  @Test
  void modelsWithTheSameOptionsAreAlike() {
    List<ModelName> two = List.of(ModelName.DISTILLED, ModelName.DEVOTEES);
    assertThat(RunArguments.parse().alike(two)).isFalse();
    assertThat(RunArguments.parse("--distilled-options=none").alike(two)).isTrue();
    assertThat(RunArguments.parse("--devotees-options=distilled").alike(two)).isTrue();
    assertThat(RunArguments.parse("--distilled-options=dropout=0.3").alike(two)).isFalse();
    assertThat(RunArguments.parse("--distilled-options=targets=harmonic").alike(two)).isFalse();
    assertThat(
            RunArguments.parse("--distilled-options=dropout=0.3", "--devotees-options=dropout=0.3")
                .alike(two))
        .isTrue();
  }

  @Test
  void aListOfAFileIsOverriddenAsAWhole() throws IOException {
    Path file =
        Files.writeString(folder.resolve("c.yaml"), "distilled-options: [dropout=0.3, head=none]");

    assertThat(
            RunArguments.parse("--config=" + file, "--distilled-options=none")
                .of(ModelName.DISTILLED)
                .encoder())
        .isEqualTo(RunArguments.parse().encoder());
  }

  @Test
  void decideTheTrainingOfTheirModelAndOfWhatGoesOnFromIt() {
    ExperimentConfig usual = RunArguments.parse("--distilled-options=none");
    ExperimentConfig distilled = RunArguments.parse("--distilled-options=dropout=0.3");
    ExperimentConfig generic =
        RunArguments.parse("--distilled-options=none", "--generic-options=dropout=0.3");

    assertThat(distilled.options().hash()).isNotEqualTo(usual.options().hash());
    Map<ModelName, Boolean> changed =
        Map.of(
            ModelName.GENERIC, true,
            ModelName.FINE_TUNED, true,
            ModelName.CONTINUED, true,
            ModelName.TAUGHT, true,
            ModelName.DISTILLED, false,
            ModelName.DEVOTEES, false);
    changed.forEach(
        (model, byGeneric) -> {
          assertThat(usual.options().decidingTrainingOf(model))
              .isEqualTo(
                  RunArguments.parse("--distilled-options=none")
                      .options()
                      .decidingTrainingOf(model))
              .doesNotContainKey("distilled-options");
          assertThat(
                  generic
                      .options()
                      .decidingTrainingOf(model)
                      .equals(usual.options().decidingTrainingOf(model)))
              .as(model.label())
              .isNotEqualTo(byGeneric);
        });
    assertThat(distilled.options().decidingTrainingOf(ModelName.DISTILLED))
        .containsEntry("distilled-options", "dropout=0.3");
    assertThat(distilled.options().decidingTrainingOf(ModelName.GENERIC))
        .isEqualTo(usual.options().decidingTrainingOf(ModelName.GENERIC));
  }

  @Test
  void whatTeachesDecidesTheTrainingOfTaughtAlone() {
    ExperimentConfig usual = RunArguments.parse();
    ExperimentConfig other = RunArguments.parse("--taught-weight=0.2", "--taught-temperature=2");

    for (ModelName model : ModelName.values()) {
      if (model.trained()) {
        assertThat(
                other
                    .options()
                    .decidingTrainingOf(model)
                    .equals(usual.options().decidingTrainingOf(model)))
            .as(model.label())
            .isEqualTo(model != ModelName.TAUGHT);
      }
    }
    assertThat(usual.options().decidingTrainingOf(ModelName.TAUGHT))
        .doesNotContainKey("fine-tune-epochs");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--distilled-options=dropot=0.3|has 'dropot', which no model can have for itself; did you"
            + " mean 'dropout'",
        "--distilled-options=seeds=3|has 'seeds', which no model can have",
        "--distilled-options=dropout|is not of the form",
        "--distilled-options=head=none,head=mlp|gives head twice",
        "--distilled-options=dropout=2|--distilled-options: Invalid value for option '--dropout'",
        "--distilled-options=distilled|cannot have the options that it has",
        "--fine-tuned-options=distilled|'attention' belongs to the encoder, which fine-tuned has",
        "--fine-tuned-options=loss=full-softmax,dropout=0.2|'dropout' belongs to the encoder, which"
            + " fine-tuned has from generic",
        "--taught-options=taught-weight=0|has 'taught-weight', which no model can have",
        "--continued-options=epochs=3|'epochs' is --fine-tune-epochs for continued",
      })
  void mistakesAreWrongUsage(String option, String message) {
    CommandLineRun run = CommandLineRun.of("run", option);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(message);
    assertThat(run.err().lines()).hasSize(1);
  }
}
