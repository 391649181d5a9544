package movielens.experiment.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import movielens.experiment.files.DataException;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class GenreSlicerTest {
  private static final SplitRule RULE = new SplitRule.PerUser(0.3);

  @Provide
  Arbitrary<List<Ratings.Event>> ratings() {
    return Ratings.lists(80);
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void agreesWithItsTwin(
      @ForAll("ratings") List<Ratings.Event> file,
      @ForAll @IntRange(min = 0, max = 4) int tenths,
      @ForAll @IntRange(min = 1, max = 2) int minEvents) {
    SortedMap<Integer, NaiveExperimentData.Parts> twin =
        NaiveExperimentData.split(NaiveExperimentData.chronological(file, 0), RULE);
    List<Integer> powerUsers =
        NaiveExperimentData.powerUsers(twin, new BigDecimal(tenths).movePointLeft(1), minEvents);
    Assume.that(powerUsers.size() >= 2);
    Split split = split(file);
    GenreSlice slice = GenreSlicer.slice(split, new SliceRule("Horror", tenths / 10.0, minEvents));
    assertThat(slice.powerUsers()).isEqualTo(powerUsers.size());
    Catalog horror = slice.genreOnly().catalog();
    assertThat(horror.size()).isEqualTo(split.catalog().ofGenre("Horror").size());
    for (int row = 0; row < powerUsers.size(); row++) {
      int userId = powerUsers.get(row);
      assertThat(split.fit().userId(slice.powerUserRows()[row])).isEqualTo(userId);
      assertThat(slice.whole().fit().userId(row)).isEqualTo(userId);
      assertThat(slice.genreOnly().test().userId(row)).isEqualTo(userId);
      assertThat(slice.whole().training().itemsOf(row))
          .isEqualTo(split.training().itemsOf(slice.powerUserRows()[row]));
      int requestSecond = split.training().requestSecond(slice.powerUserRows()[row]);
      assertThat(slice.whole().training().requestSecond(row)).isEqualTo(requestSecond);
      assertThat(slice.genreOnly().training().requestSecond(row)).isEqualTo(requestSecond);
      NaiveExperimentData.Parts parts = twin.get(userId);
      assertGenreOnly(slice.genreOnly().fit(), row, horror, parts.fit());
      assertGenreOnly(slice.genreOnly().validation(), row, horror, parts.validation());
      assertGenreOnly(slice.genreOnly().training(), row, horror, parts.training());
      assertGenreOnly(slice.genreOnly().test(), row, horror, parts.test());
    }
  }

  private static void assertGenreOnly(
      InteractionLog log, int row, Catalog horror, List<Ratings.Event> part) {
    List<List<Integer>> expected =
        part.stream()
            .filter(event -> horror.indexOf(event.movieId()) > 0)
            .map(event -> List.of(event.movieId(), event.epochSecond()))
            .toList();
    assertThat(Ratings.events(log, row, horror)).isEqualTo(expected);
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void countsPowerUsersByShare(@ForAll("ratings") List<Ratings.Event> file) {
    SortedMap<Integer, NaiveExperimentData.Parts> twin =
        NaiveExperimentData.split(NaiveExperimentData.chronological(file, 0), RULE);
    Assume.that(NaiveExperimentData.catalog(twin).stream().anyMatch(Ratings::isHorror));
    SortedMap<Double, Integer> counts = GenreSlicer.powerUsersByShare(split(file), "Horror", 1);
    assertThat(counts.keySet()).containsExactly(.1, .2, .3, .4, .5, .6, .7, .8, .9);
    counts.forEach(
        (share, count) ->
            assertThat(NaiveExperimentData.powerUsers(twin, BigDecimal.valueOf(share), 1))
                .hasSize(count));
  }

  @Test
  void anUnknownGenreIsAnsweredWithTheNearestAndAll() {
    assertThatThrownBy(() -> GenreSlicer.slice(devotees(2), new SliceRule("horor", 0.5, 1)))
        .isInstanceOf(DataException.class)
        .hasMessage("no genre 'horor' here; did you mean 'Horror'? The genres are Drama, Horror");
    assertThatThrownBy(() -> GenreSlicer.powerUsersByShare(devotees(2), "horor", 1))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("no genre 'horor' here");
  }

  @Test
  void tooFewPowerUsersAreAnErrorThatSaysWhatOtherSharesWouldGive() {
    assertThatThrownBy(() -> GenreSlicer.slice(devotees(1), new SliceRule("Horror", 0.5, 2)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("1 power user of Horror with a share above 0.5 and at least 2 events")
        .hasMessageContaining("(users by share: 0.1: 2, 0.2: 2, 0.3: 2, 0.4: 1, ")
        .hasMessageContaining("0.9: 1)");
  }

  @Test
  void fewPowerUsersAreAWarning() {
    assertThat(GenreSlicer.slice(devotees(29), new SliceRule("Horror", 0.5, 2)).warning())
        .hasValueSatisfying(warning -> assertThat(warning).startsWith("only 29 power users of H"));
    assertThat(GenreSlicer.slice(devotees(30), new SliceRule("Horror", 0.5, 2)).warning())
        .isEmpty();
  }

  /** So many users who saw all Horror films, last to first, and one who saw all films. */
  private static Split devotees(int users) {
    List<Ratings.Event> file = new ArrayList<>();
    for (int movie = 1; movie <= Ratings.MOVIES; movie++) {
      file.add(new Ratings.Event(1, movie * Ratings.ID_STEP, 3, 100 + movie));
      for (int user = 0; user < users && movie % 3 == 0; user++) {
        file.add(new Ratings.Event(2 + user, movie * Ratings.ID_STEP, 3, 100 - movie));
      }
    }
    return split(file);
  }

  private static Split split(List<Ratings.Event> file) {
    MovieLens data = Ratings.release(file);
    return Splitter.split(data, Interactions.chronological(data, 0), RULE);
  }
}
