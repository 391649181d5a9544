package movielens.experiment.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import movielens.experiment.cli.RunArguments;
import movielens.experiment.data.Catalog;
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
import movielens.experiment.model.EncoderWeights;
import movielens.experiment.model.SequenceEncoder;
import movielens.experiment.training.Teacher;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What taught learns from generic, and what it does not. */
class GenericTeacherTest {
  private static final int WINDOW = 16;

  private static Split split;
  private static GenreSlice slice;

  @TempDir Path folder;

  @BeforeAll
  static void load() {
    MovieLens data = MovieLensReader.readBundledSample();
    split = Splitter.split(data, Interactions.chronological(data, 0), new SplitRule.PerUser(0.2));
    slice = GenreSlicer.slice(split, new SliceRule("Horror", 0.5, 10));
  }

  private static ExperimentConfig config(String... more) {
    String[] small = {
      "--dim=16",
      "--layers=1",
      "--window=" + WINDOW,
      "--epochs=1",
      "--min-steps=0",
      "--time-gaps=on"
    };
    return RunArguments.parse(
        Stream.of(small, more).flatMap(Arrays::stream).toArray(String[]::new));
  }

  @Test
  void saysAfterEachGenreEventWhatGenericWouldKnowingTheWholeHistory() {
    Catalog all = split.catalog();
    Catalog horror = slice.genreOnly().catalog();
    InteractionLog asked = slice.genreOnly().fit();
    InteractionLog whole = slice.whole().fit();
    try (SequenceEncoder generic =
            new SequenceEncoder(config().encoder(), all.size(), Device.cpu(), 3);
        NDManager step = generic.manager().newSubManager()) {
      Teacher teacher = GenericTeacher.of(generic, slice, new ExperimentConfig.Teaching(0.5, 2));

      assertThat(teacher.items()).hasSize(horror.size() * 16);
      assertThat(teacher.users()).hasSize((int) asked.events() * 16);
      int event = 0;
      for (int user = 0; user < asked.users(); user++) {
        int genreEvents = 0;
        for (int p = whole.start(user); p < whole.end(user); p++) {
          if (horror.indexOf(all.movieId(whole.item(p))) == 0) {
            continue;
          }
          int q = asked.start(user) + genreEvents++;
          assertThat(horror.movieId(asked.item(q))).isEqualTo(all.movieId(whole.item(p)));
          if (event % 7 == 0) {
            int moment =
                q + 1 < asked.end(user) ? asked.epochSecond(q + 1) : asked.requestSecond(user);
            int first = Math.max(whole.start(user), p + 1 - WINDOW);
            long[] ids = new long[p + 1 - first];
            long[] gaps = new long[ids.length];
            for (int i = 0; i < ids.length; i++) {
              ids[i] = whole.item(first + i);
              int next = first + i == p ? moment : whole.epochSecond(first + i + 1);
              gaps[i] = (long) next - whole.epochSecond(first + i);
            }
            Shape window = new Shape(1, ids.length);
            float[] expected =
                generic
                    .scaled(
                        generic.users(
                            step.create(ids, window),
                            step.create(gaps, window),
                            step.create(new long[] {ids.length - 1})),
                        false)
                    .toFloatArray();
            float[] said = Arrays.copyOfRange(teacher.users(), event * 16, (event + 1) * 16);
            assertThat(said).containsExactly(expected, within(1e-3f));
          }
          event++;
        }
        assertThat(genreEvents).isEqualTo(asked.size(user));
      }
      assertThat(event).isEqualTo((int) asked.events());
    }
  }

  private float[][] trained(ModelName name, EncoderWeights generic, String... options) {
    return SmallTraining.weights(
        name,
        config(options),
        split,
        Optional.of(slice),
        folder,
        Optional.of(generic).filter(any -> name.needsGeneric()));
  }

  @Test
  void withoutWeightTaughtIsDistilledToTheByteAndWithItAnother() {
    EncoderWeights generic;
    EncoderWeights other;
    try (SequenceEncoder one =
            new SequenceEncoder(config().encoder(), split.catalog().size(), Device.cpu(), 3);
        SequenceEncoder two =
            new SequenceEncoder(config().encoder(), split.catalog().size(), Device.cpu(), 4)) {
      generic = EncoderWeights.of(one);
      other = EncoderWeights.of(two);
    }
    float[][] distilled = trained(ModelName.DISTILLED, generic);

    assertThat(trained(ModelName.TAUGHT, generic, "--taught-weight=0")).isDeepEqualTo(distilled);
    List<float[][]> taught =
        List.of(
            trained(ModelName.TAUGHT, generic),
            trained(ModelName.TAUGHT, other),
            trained(ModelName.TAUGHT, generic, "--taught-temperature=3"));
    assertThat(taught)
        .allSatisfy(weights -> assertThat(Arrays.deepEquals(weights, distilled)).isFalse());
    assertThat(Arrays.deepEquals(taught.get(1), taught.get(0))).isFalse();
    assertThat(Arrays.deepEquals(taught.get(2), taught.get(0))).isFalse();
    assertThat(trained(ModelName.TAUGHT, generic)).isDeepEqualTo(taught.get(0));
  }
}
