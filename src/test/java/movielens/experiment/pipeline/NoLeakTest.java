package movielens.experiment.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import movielens.experiment.cli.RunArguments;
import movielens.experiment.console.Progress;
import movielens.experiment.data.GenreSlice;
import movielens.experiment.data.GenreSlicer;
import movielens.experiment.data.InteractionLog;
import movielens.experiment.data.Interactions;
import movielens.experiment.data.MovieLens;
import movielens.experiment.data.SliceRule;
import movielens.experiment.data.Split;
import movielens.experiment.data.SplitRule;
import movielens.experiment.data.Splitter;
import movielens.experiment.data.reading.MovieLensReader;
import movielens.experiment.evaluation.ModelName;
import movielens.experiment.evaluation.TopK;
import movielens.experiment.pipeline.BaselineConfig.ItemKnnSettings;
import movielens.experiment.pipeline.BaselineConfig.RecentDays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Other events in the test part, or in the test and the validation part, and still the same trained
 * bytes: nothing of them is among inputs, targets, masks of negatives or popularity counts.
 */
class NoLeakTest {
  private static final BaselineConfig FIXED =
      new BaselineConfig(ItemKnnSettings.FIXED, RecentDays.DATA);

  private static Split original;

  @TempDir Path folder;

  @BeforeAll
  static void load() {
    MovieLens data = MovieLensReader.readBundledSample();
    original =
        Splitter.split(data, Interactions.chronological(data, 0), new SplitRule.PerUser(0.2));
  }

  /**
   * The split with every item of the test part, and of the validation part if asked, replaced by a
   * random one.
   */
  private static Split changed(boolean validationToo) {
    InteractionLog test = original.test();
    InteractionLog validation = original.validation();
    int positions = 0;
    for (int user = 0; user < test.users(); user++) {
      positions = Math.max(positions, test.end(user));
    }
    int[] items = new int[positions];
    int[] seconds = new int[positions];
    for (int p = 0; p < positions; p++) {
      items[p] = test.item(p);
      seconds[p] = test.epochSecond(p);
    }
    Random random = new Random(5);
    for (int user = 0; user < test.users(); user++) {
      int first = validationToo ? validation.start(user) : test.start(user);
      for (int p = first; p < test.end(user); p++) {
        items[p] = 1 + random.nextInt(original.catalog().size());
        seconds[p] += 1 + random.nextInt(1000);
      }
    }
    return new Split(
        original.catalog(),
        view(original.fit(), items, seconds),
        view(validation, items, seconds),
        view(original.training(), items, seconds),
        view(test, items, seconds));
  }

  private static InteractionLog view(InteractionLog log, int[] items, int[] seconds) {
    int[] ids = new int[log.users()];
    int[] starts = new int[log.users()];
    int[] ends = new int[log.users()];
    for (int user = 0; user < ids.length; user++) {
      ids[user] = log.userId(user);
      starts[user] = log.start(user);
      ends[user] = log.end(user);
    }
    return new InteractionLog(ids, starts, ends, items, seconds);
  }

  private float[][] trainedGeneric(Split split) {
    return trained(split, Optional.empty());
  }

  private float[][] trained(Split split, Optional<GenreSlice> slice) {
    ExperimentConfig config =
        RunArguments.parse(
            "--dim", "16", "--layers", "1", "--window", "16", "--epochs", "1", "--min-steps", "0");
    return SmallTraining.weights(
        slice.isPresent() ? ModelName.DISTILLED : ModelName.GENERIC,
        config,
        split,
        slice,
        folder,
        Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void genericModelDoesNotSeeWhatItIsTestedAndSelectedOn(boolean validationToo) {
    assertThat(trainedGeneric(changed(validationToo))).isDeepEqualTo(trainedGeneric(original));
  }

  @Test
  void distilledModelDoesNotSeeWhatItIsTestedOn() {
    SliceRule rule = new SliceRule("Horror", 0.5, 10);
    GenreSlice slice = GenreSlicer.slice(original, rule);
    Split genreOnly = slice.genreOnly();
    // The slice of the changed data has the same people: who they are is decided by the training
    // part.
    Split otherTest =
        new Split(
            genreOnly.catalog(),
            genreOnly.fit(),
            genreOnly.validation(),
            genreOnly.training(),
            genreOnly.fit());
    GenreSlice other = new GenreSlice(rule, slice.powerUserRows(), slice.whole(), otherTest);
    assertThat(trained(original, Optional.of(other)))
        .isDeepEqualTo(trained(original, Optional.of(slice)));
  }

  @Test
  void baselinesAreFittedOnTheFitPartAlone() {
    Split changed = changed(true);
    int[] candidates =
        java.util.stream.IntStream.rangeClosed(1, original.catalog().size()).toArray();
    for (ModelName name :
        List.of(ModelName.POPULAR, ModelName.RECENT_POPULAR, ModelName.ITEM_KNN)) {
      TopK before = lists(original, name, FIXED, candidates);
      TopK after = lists(changed, name, FIXED, candidates);
      assertThat(Arrays.deepEquals(after.items(), before.items())).as(name.label()).isTrue();
    }
  }

  @Test
  void settingsOfBaselinesAreChosenWithoutTheTestPart() {
    Split changed = changed(false);
    BaselineConfig chosen = new BaselineConfig(ItemKnnSettings.VALIDATED, RecentDays.REQUEST);
    int[] candidates =
        java.util.stream.IntStream.rangeClosed(1, original.catalog().size()).toArray();
    for (ModelName name : ModelName.values()) {
      if (!name.trained() && !name.sliced()) {
        TopK before = lists(original, name, chosen, candidates);
        TopK after = lists(changed, name, chosen, candidates);
        assertThat(Arrays.deepEquals(after.items(), before.items())).as(name.label()).isTrue();
      }
    }
  }

  private static TopK lists(Split split, ModelName name, BaselineConfig config, int[] candidates) {
    return new Baselines(split, config)
        .fit(name, Progress.silent())
        .recommender()
        .rank(split.fit(), candidates, 10);
  }
}
