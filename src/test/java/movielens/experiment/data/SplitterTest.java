package movielens.experiment.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import movielens.experiment.files.DataException;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SplitterTest {
  @Provide
  Arbitrary<List<Ratings.Event>> ratings() {
    return Ratings.lists(1);
  }

  @Property(tries = 300)
  void perUserAgreesWithItsTwin(
      @ForAll("ratings") List<Ratings.Event> file, @ForAll @IntRange(min = 1, max = 19) int part) {
    assertAgrees(file, new SplitRule.PerUser(part / 20.0));
  }

  @Property(tries = 300)
  void temporalAgreesWithItsTwin(
      @ForAll("ratings") List<Ratings.Event> file,
      @ForAll @IntRange(min = 1, max = 19) int part,
      @ForAll SplitRule.Temporal.Validation validation) {
    SplitRule.Temporal rule = new SplitRule.Temporal(part / 20.0, validation);
    assertAgrees(file, rule);
  }

  @Property(tries = 300)
  void leaveOneOutAgreesWithItsTwin(@ForAll("ratings") List<Ratings.Event> file) {
    assertAgrees(file, new SplitRule.LeaveOneOut());
  }

  /** The training part split again is what a split of a file without the test part is. */
  @Property(tries = 100)
  void aRehearsalKnowsNothingOfTheTest(@ForAll("ratings") List<Ratings.Event> file) {
    SplitRule rule = new SplitRule.PerUser(0.3);
    SortedMap<Integer, NaiveExperimentData.Parts> twin =
        NaiveExperimentData.split(NaiveExperimentData.chronological(file, 0), rule);
    List<Ratings.Event> before =
        twin.values().stream().flatMap(parts -> parts.training().stream()).toList();
    Assume.that(!before.isEmpty());
    SortedMap<Integer, NaiveExperimentData.Parts> expected =
        NaiveExperimentData.split(NaiveExperimentData.chronological(before, 0), rule);
    Assume.that(!NaiveExperimentData.catalog(expected).isEmpty());
    MovieLens data = Ratings.release(file);
    InteractionLog log = Interactions.chronological(data, 0);
    Split split = Splitter.split(data, Splitter.trainingPart(log, rule), rule);
    for (int row = 0; row < split.fit().users(); row++) {
      NaiveExperimentData.Parts parts = expected.get(split.fit().userId(row));
      if (parts == null) {
        assertThat(split.training().size(row) + split.test().size(row)).isZero();
      } else {
        assertPart(split.fit(), row, split.catalog(), parts.fit());
        assertPart(split.validation(), row, split.catalog(), parts.validation());
        assertPart(split.test(), row, split.catalog(), parts.test());
        assertRequest(split.training(), row, List.of(parts.test()));
      }
    }
  }

  /** Only validation changes, and in it no event that is near the last fit event is left. */
  @Property(tries = 100)
  void lateValidationIsWhatComesLate(
      @ForAll("ratings") List<Ratings.Event> file, @ForAll @IntRange(max = 50) int seconds) {
    SplitRule rule = new SplitRule.PerUser(0.3);
    SortedMap<Integer, NaiveExperimentData.Parts> twin =
        NaiveExperimentData.split(NaiveExperimentData.chronological(file, 0), rule);
    Assume.that(!NaiveExperimentData.catalog(twin).isEmpty());
    Split whole = split(file, rule);
    Split split = whole.validatingAfter(whole.fit(), seconds);
    assertThat(split.fit()).isSameAs(whole.fit());
    assertThat(split.training()).isSameAs(whole.training());
    assertThat(split.test()).isSameAs(whole.test());
    for (int row = 0; row < split.fit().users(); row++) {
      NaiveExperimentData.Parts parts = twin.get(split.fit().userId(row));
      long last =
          parts.fit().isEmpty()
              ? Long.MAX_VALUE
              : parts.fit().get(parts.fit().size() - 1).epochSecond();
      List<Ratings.Event> late =
          parts.validation().stream()
              .filter(event -> last != Long.MAX_VALUE && event.epochSecond() - last >= seconds)
              .toList();
      assertPart(split.validation(), row, split.catalog(), late);
    }
  }

  private static void assertAgrees(List<Ratings.Event> file, SplitRule rule) {
    SortedMap<Integer, NaiveExperimentData.Parts> twin =
        NaiveExperimentData.split(NaiveExperimentData.chronological(file, 0), rule);
    SortedSet<Integer> catalog = NaiveExperimentData.catalog(twin);
    Assume.that(!catalog.isEmpty());
    Split split = split(file, rule);
    List<Integer> movieIds = new ArrayList<>();
    for (int item = 1; item <= split.catalog().size(); item++) {
      movieIds.add(split.catalog().movieId(item));
    }
    assertThat(movieIds).isEqualTo(List.copyOf(catalog));
    assertThat(split.fit().users()).isEqualTo(twin.size());
    int row = 0;
    for (NaiveExperimentData.Parts parts : twin.values()) {
      assertPart(split.fit(), row, split.catalog(), parts.fit());
      assertPart(split.validation(), row, split.catalog(), parts.validation());
      assertPart(split.training(), row, split.catalog(), parts.training());
      assertPart(split.test(), row, split.catalog(), parts.test());
      assertRequest(split.fit(), row, List.of(parts.validation(), parts.test()));
      assertRequest(split.training(), row, List.of(parts.test()));
      row++;
    }
  }

  /** Recommendations after a part are for the moment of the next event, where there is one. */
  private static void assertRequest(
      InteractionLog log, int row, List<List<Ratings.Event>> following) {
    if (log.size(row) == 0) {
      return;
    }
    int last = log.epochSecond(log.end(row) - 1);
    int expected =
        following.stream()
            .flatMap(List::stream)
            .findFirst()
            .map(Ratings.Event::epochSecond)
            .orElse(last);
    assertThat(log.requestSecond(row)).isEqualTo(expected);
    assertThat(log.secondsToNext(row, log.end(row) - 1)).isEqualTo(expected - last);
    InteractionLog alone = log.select(new int[] {row});
    assertThat(alone.requestSecond(0)).isEqualTo(expected);
  }

  private static void assertPart(
      InteractionLog log, int row, Catalog catalog, List<Ratings.Event> expected) {
    List<List<Integer>> inCatalog =
        expected.stream()
            .map(e -> List.of(catalog.indexOf(e.movieId()) == 0 ? 0 : e.movieId(), e.epochSecond()))
            .toList();
    assertThat(Ratings.events(log, row, catalog)).isEqualTo(inCatalog);
  }

  @ParameterizedTest
  @CsvSource({"1,0", "2,1", "4,3", "5,4", "9,7", "10,8", "11,8", "12,9"})
  void fourFifthsTrainExactly(int events, int training) {
    Split split = split(events(events), new SplitRule.PerUser(0.2));
    assertThat(split.training().size(1)).isEqualTo(training);
    assertThat(split.test().size(1)).isEqualTo(events - training);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.2, 0.3, 0.4, 0.6, 0.7, 0.8, 0.9})
  void wholeTenthsAreExact(double testFraction) {
    // 1 − 0.9 is less than 0.1 as a double, and (1 − 0.3) · 10 less than 7
    Split split = split(events(10), new SplitRule.PerUser(testFraction));
    assertThat(split.test().size(1)).isEqualTo((int) Math.round(testFraction * 10));
  }

  @Test
  void oneTenthOfTenTrainingEventsValidates() {
    assertThat(split(events(12), new SplitRule.PerUser(0.2)).validation().size(1)).isZero();
    assertThat(split(events(12), new SplitRule.PerUser(0.1)).validation().size(1)).isEqualTo(1);
  }

  @Test
  void catalogueCarriesTitlesAndGenres() {
    Catalog catalog = split(events(12), new SplitRule.LeaveOneOut()).catalog();
    int item = catalog.indexOf(3 * Ratings.ID_STEP);
    assertThat(catalog.title(item)).isEqualTo("title 3");
    assertThat(catalog.genres(item)).containsExactly("Drama", "Horror");
    assertThat(catalog.genres(catalog.indexOf(2 * Ratings.ID_STEP))).isEmpty();
  }

  @Test
  void refusesWhatLeavesNothingToTrainOn() {
    List<Ratings.Event> sameTime = List.of(new Ratings.Event(1, 7, 3, 5));
    assertThatThrownBy(
            () -> split(sameTime, new SplitRule.Temporal(0.9, SplitRule.Temporal.Validation.CUT)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("nothing to train on");
    assertThatThrownBy(() -> split(sameTime, new SplitRule.PerUser(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                split(
                    sameTime,
                    new SplitRule.Temporal(Double.NaN, SplitRule.Temporal.Validation.CUT)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** User 2 has one event of each of the first movies; user 1 of all, so that something trains. */
  private static List<Ratings.Event> events(int count) {
    List<Ratings.Event> events = new ArrayList<>();
    for (int i = 1; i <= Ratings.MOVIES; i++) {
      events.add(new Ratings.Event(1, i * Ratings.ID_STEP, 3, i));
    }
    for (int i = 1; i <= count; i++) {
      events.add(new Ratings.Event(2, i * Ratings.ID_STEP, 3, i));
    }
    return events;
  }

  private static Split split(List<Ratings.Event> file, SplitRule rule) {
    MovieLens data = Ratings.release(file);
    return Splitter.split(data, Interactions.chronological(data, 0), rule);
  }
}
