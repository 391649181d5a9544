package movielens.experiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import movielens.experiment.data.SplitRule;
import movielens.experiment.evaluation.ModelName;
import movielens.experiment.model.Similarity;
import movielens.experiment.pipeline.DeviceChoice;
import movielens.experiment.pipeline.ExperimentConfig;
import movielens.experiment.training.UserWeights;
import movielens.experiment.training.loss.Drawing;
import movielens.experiment.training.loss.Gbce;
import movielens.experiment.training.loss.Mask;
import movielens.experiment.training.loss.Negatives;
import movielens.experiment.training.loss.SampledSoftmax;
import movielens.experiment.training.objective.Decay;
import movielens.experiment.training.objective.Objective;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefaultsTest {
  @Test
  void areThoseOfTheDesignButForTheObjective() {
    ExperimentConfig config = CommandLineRun.of("run").config();

    assertThat(config.data()).isEmpty();
    assertThat(config.minRating()).isZero();
    assertThat(config.split()).isEqualTo(new SplitRule.PerUser(0.2));
    assertThat(config.slice().genre()).isEqualTo("Horror");
    assertThat(config.models().stream().map(ModelName::label))
        .containsExactly(
            "generic",
            "distilled",
            "fine-tuned",
            "popular",
            "recent-popular",
            "item-knn",
            "ease",
            "ease-recent");
    assertThat(CommandLineRun.of("run", "--models", "all").config().models())
        .containsExactly(ModelName.values());
    assertThat(config.seeds()).containsExactly(42L);
    assertThat(config.encoder().dim()).isEqualTo(256);
    assertThat(config.encoder().heads()).isEqualTo(8);
    assertThat(config.encoder().feedForward()).isEqualTo(1024);
    assertThat(config.encoder().similarity()).isEqualTo(Similarity.COSINE);
    assertThat(config.training().objective())
        .isEqualTo(new Objective.DenseAllAction(28, new Decay(0.5)));
    assertThat(config.training().loss())
        .isEqualTo(
            new SampledSoftmax(new Negatives(512, 512), Drawing.WITH_REPETITION, true, Mask.OWN));
    assertThat(config.training().userWeights()).isEqualTo(UserWeights.EQUAL);
    assertThat(config.training().optimizer().learningRate()).isEqualTo(1e-3);
    assertThat(config.fineTuneLearningRate()).isEqualTo(3e-5);
    assertThat(config.ownOptions(ModelName.DISTILLED))
        .containsExactly("attention=pointwise", "window=128");
    assertThat(config.ownOptions(ModelName.TAUGHT))
        .isEqualTo(config.ownOptions(ModelName.DISTILLED));
    assertThat(config.own().keySet())
        .containsExactlyInAnyOrder(ModelName.DISTILLED, ModelName.TAUGHT);
    assertThat(config.device()).isEqualTo(DeviceChoice.AUTO);
    assertThat(config.out()).isEmpty();
    assertThat(config.resume()).isFalse();
    assertThat(config.saveAll()).isFalse();
  }

  @Test
  void parseGivesTheSameAsTheCommandLine() {
    assertThat(RunArguments.parse()).isEqualTo(CommandLineRun.of("run").config());
  }

  @ParameterizedTest
  @CsvSource({"256,8,1024", "64,8,256", "32,4,128", "24,2,96", "100,4,400", "7,1,28", "1,1,4"})
  void headsAndFeedForwardFollowTheWidth(int dim, int heads, int feedForward) {
    ExperimentConfig config = CommandLineRun.of("run", "--dim", String.valueOf(dim)).config();

    assertThat(config.encoder().heads()).isEqualTo(heads);
    assertThat(config.encoder().feedForward()).isEqualTo(feedForward);
  }

  @ParameterizedTest
  @CsvSource({
    "7,'7'",
    "'1,2,3','1,2,3'",
    "'1..5','1,2,3,4,5'",
    "'5, 1..2','5,1,2'",
    "'9..9','9'",
  })
  void seedsAreListsAndRanges(String text, String expected) {
    List<Long> seeds = CommandLineRun.of("run", "--seeds", text).config().seeds();

    assertThat(seeds.stream().map(String::valueOf)).containsExactly(expected.split(","));
  }

  @Test
  void everyOptionArrives() {
    ExperimentConfig config =
        CommandLineRun.of(
                "run",
                "--data=x.zip",
                "--split=temporal",
                "--temporal-quantile=0.8",
                "--models=ease,distilled",
                "--objective=all-action",
                "--horizon-days=1.5",
                "--loss=gbce",
                "--gbce-negatives=9",
                "--gbce-calibration=0",
                "--similarity=dot",
                "--user-weights=in-batch",
                "--device=cpu",
                "--threads=2",
                "--out=o",
                "--save-all")
            .config();

    assertThat(config.data()).contains(Path.of("x.zip"));
    assertThat(config.split())
        .isEqualTo(new SplitRule.Temporal(0.8, SplitRule.Temporal.Validation.CUT));
    assertThat(config.models()).containsExactly(ModelName.DISTILLED, ModelName.EASE);
    assertThat(config.training().objective())
        .isEqualTo(new Objective.AllAction(1.5, new Decay(0.5)));
    assertThat(config.training().loss()).isEqualTo(new Gbce(9, 0));
    assertThat(config.encoder().similarity()).isEqualTo(Similarity.DOT);
    assertThat(config.training().userWeights()).isEqualTo(UserWeights.IN_BATCH);
    assertThat(config.device()).isEqualTo(DeviceChoice.CPU);
    assertThat(config.threads()).isEqualTo(2);
    assertThat(config.out()).contains(Path.of("o"));
    assertThat(config.saveAll()).isTrue();
  }
}
