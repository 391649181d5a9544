package movielens.experiment.pipeline.trained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import movielens.experiment.cli.RunArguments;
import movielens.experiment.console.Progress;
import movielens.experiment.data.InteractionLog;
import movielens.experiment.evaluation.ModelName;
import movielens.experiment.evaluation.TopK;
import movielens.experiment.files.DataException;
import movielens.experiment.pipeline.ExperimentConfig;
import movielens.experiment.pipeline.InvalidConfigException;
import movielens.experiment.report.Recommendations;
import movielens.experiment.run.EarlierRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A finished run whose models are used again, and what is recommended from it. */
class TrainedRunTest {
  @TempDir private Path folder;
  private Path path;

  @BeforeEach
  void unpack() throws IOException {
    path = EarlierRun.finished(1, folder);
  }

  private TrainedRun open() {
    ExperimentConfig config =
        RunArguments.parse("--config", path.resolve("config.yaml").toString());
    return TrainedRun.open(path, config, Optional.empty(), Progress.silent());
  }

  @Test
  void choosesTheModelThatIsMeant() {
    TrainedRun run = open();

    assertThat(run.model(Optional.empty(), ModelName.DISTILLED, any -> true))
        .isEqualTo(ModelName.DISTILLED);
    assertThat(run.model(Optional.of(ModelName.EASE), ModelName.DISTILLED, any -> true))
        .isEqualTo(ModelName.EASE);
    assertThatThrownBy(
            () -> run.model(Optional.of(ModelName.EASE), ModelName.DISTILLED, ModelName::trained))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("it has: generic, distilled, fine-tuned");
  }

  @Test
  void choosesTheSeedThatIsMeant() {
    TrainedRun run = open();

    assertThat(run.seed(Optional.empty())).isOne();
    assertThat(run.seed(Optional.of(2L))).isEqualTo(2);
    assertThatThrownBy(() -> run.seed(Optional.of(3L)))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("has the seeds 1, 2");
  }

  /** The lists of the run's own file, made again from its weights. */
  @Test
  void aLoadedModelRanksAsTheRunDid() {
    TrainedRun run = open();
    try (LoadedModel model = run.load(ModelName.DISTILLED, 2)) {
      InteractionLog history = model.fitted().world().training().select(new int[] {0, 1});
      int[] candidates =
          java.util.stream.IntStream.rangeClosed(1, model.fitted().world().catalog().size())
              .toArray();
      TopK first = model.fitted().recommender().rank(history, candidates, 10);
      TopK second = model.fitted().recommender().rank(history, candidates, 10);

      assertThat(first.items()).isDeepEqualTo(second.items());
      assertThat(first.items()[0]).hasSize(10).doesNotHaveDuplicates();
    }
  }

  @Test
  void otherDataIsRefused() {
    ExperimentConfig config =
        RunArguments.parse("--config", path.resolve("config.yaml").toString());
    assertThatThrownBy(
            () ->
                TrainedRun.open(
                    path, config, Optional.of(folder.resolve("gone")), Progress.silent()))
        .isInstanceOf(DataException.class);
  }

  @Test
  void missingWeightsAreNamed() throws IOException {
    Files.delete(path.resolve("checkpoints/1-generic.ckpt"));
    TrainedRun run = open();

    assertThatThrownBy(() -> run.load(ModelName.GENERIC, 1))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("1-generic.ckpt")
        .hasMessageContaining("repeat the run");
  }

  @Test
  void recommendsWhatAUserHasNotSeen() {
    TrainedRun run = open();
    InteractionLog training = run.data().split().training();
    int user = training.userId(0);
    Recommendations found =
        new RecommendationsFromRun(run)
            .suggest(
                new RecommendationRequest(
                    new Audience.User(user),
                    Optional.of(ModelName.POPULAR),
                    Optional.empty(),
                    7,
                    false));

    assertThat(found.userId()).isEqualTo(user);
    assertThat(found.recommendations()).hasSize(7);
    List<Integer> seen =
        java.util.Arrays.stream(training.itemsOf(0))
            .mapToObj(run.data().split().catalog()::movieId)
            .toList();
    assertThat(found.recommendations())
        .extracting(line -> line.movie().movieId())
        .doesNotContainAnyElementsOf(seen);
  }

  @Test
  void somebodyWhoIsNotThereIsNamed() {
    RecommendationsFromRun from = new RecommendationsFromRun(open());
    RecommendationRequest nobody =
        new RecommendationRequest(
            new Audience.User(999_999), Optional.empty(), Optional.empty(), 5, false);

    assertThatThrownBy(() -> from.suggest(nobody))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("999999");
  }
}
