package movielens.experiment.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import movielens.experiment.data.reading.MovieLensReader;
import org.junit.jupiter.api.Test;

final class DataDescriptionTest {
  private static final int STEP = Ratings.ID_STEP;

  @Test
  void countsASmallRelease() {
    List<Ratings.Event> file =
        List.of(
            new Ratings.Event(5, 3 * STEP, 4, 100),
            new Ratings.Event(5, 4 * STEP, 4, 200),
            new Ratings.Event(5, 6 * STEP, 0.5f, 300),
            new Ratings.Event(5, 3 * STEP, 5, 400), // a duplicate
            new Ratings.Event(2, 3 * STEP, 4, 50));
    DataDescription it =
        DataDescription.of(Ratings.release(file), List.of(new SplitRule.PerUser(0.4)), 1);
    assertThat(it.users()).isEqualTo(2);
    assertThat(it.movies()).isEqualTo(Ratings.MOVIES);
    assertThat(it.ratedMovies()).isEqualTo(3);
    assertThat(it.unlistedMovies()).isZero();
    assertThat(it.ratings()).isEqualTo(5);
    assertThat(it.duplicates()).isEqualTo(1);
    assertThat(it.events()).isEqualTo(4);
    assertThat(it.density()).isEqualTo(4.0 / 6);
    assertThat(it.first()).isEqualTo(Instant.ofEpochSecond(50));
    assertThat(it.last()).isEqualTo(Instant.ofEpochSecond(300));
    assertThat(it.ratingCounts().toString()).isEqualTo("{0.5=1, 4.0=3, 5.0=1}");
    assertThat(it.meanEventsPerUser()).isEqualTo(2);
    assertThat(it.medianEventsPerUser()).isEqualTo(2);
    assertThat(it.minEventsPerUser()).isEqualTo(1);
    assertThat(it.maxEventsPerUser()).isEqualTo(3);
    // User 5 trains on movie 3 (Drama, Horror) alone
    assertThat(it.genres()).extracting(DataDescription.Genre::name).contains("Drama", "Horror");
    DataDescription.Genre horror = it.genres().get(1);
    assertThat(horror.catalogItems()).isEqualTo(1);
    assertThat(horror.eventShare()).isEqualTo(0.75);
  }

  @Test
  void everyRatingIsCountedHalfStarOrNot() {
    List<Float> ratings = List.of(0f, 0.5f, 3.3f, 3.3f, 3.5f, 100f, 100.5f, 100.75f, 0.5f, 5f);
    List<Ratings.Event> file = new ArrayList<>();
    for (float rating : ratings) {
      file.add(new Ratings.Event(1 + file.size() % 2, (1 + file.size()) * STEP, rating, 100));
    }

    DataDescription it =
        DataDescription.of(Ratings.release(file), List.of(new SplitRule.PerUser(0.4)), 1);

    assertThat(it.ratingCounts())
        .isEqualTo(
            ratings.stream()
                .collect(Collectors.groupingBy(r -> r, TreeMap::new, Collectors.counting())));
  }

  @Test
  void theMedianIsThatOfTheSortedUsers() {
    List<Ratings.Event> file = new ArrayList<>();
    int[] events = {9, 1, 4, 2};
    for (int user = 0; user < events.length; user++) {
      for (int movie = 1; movie <= events[user]; movie++) {
        file.add(new Ratings.Event(user + 1, movie * STEP, 3, 100 + movie));
      }
    }

    DataDescription it =
        DataDescription.of(Ratings.release(file), List.of(new SplitRule.PerUser(0.4)), 1);

    assertThat(it.medianEventsPerUser()).isEqualTo(3);
    assertThat(it.minEventsPerUser()).isEqualTo(1);
    assertThat(it.maxEventsPerUser()).isEqualTo(9);
  }

  @Test
  void describesTheBundledSample() {
    DataDescription it =
        DataDescription.of(
            MovieLensReader.readBundledSample(), List.of(new SplitRule.PerUser(0.2)), 10);
    assertThat(it.synthetic()).isTrue();
    assertThat(it.events()).isEqualTo(35_000);
    assertThat(it.duplicates()).isZero();
    assertThat(it.meanEventsPerUser()).isCloseTo(35_000 / 500.0, within(1e-9));
    DataDescription.Genre horror =
        it.genres().stream().filter(genre -> genre.name().equals("Horror")).findAny().orElseThrow();
    assertThat(horror.powerUsersByShare().get(0.5)).isGreaterThanOrEqualTo(60);
    assertThat(horror.powerUsersByShare()).hasSize(9);
  }
}
