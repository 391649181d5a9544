package movielens.experiment.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import movielens.experiment.files.DataException;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

final class InteractionsTest {
  @Provide
  Arbitrary<List<Ratings.Event>> ratings() {
    return Ratings.lists(1);
  }

  @Property(tries = 500)
  void agreesWithItsTwin(@ForAll("ratings") List<Ratings.Event> file) {
    assertAgrees(file, 0);
  }

  @Property(tries = 200)
  void agreesWithItsTwinOnLikedMoviesOnly(@ForAll("ratings") List<Ratings.Event> file) {
    if (file.stream().anyMatch(event -> event.rating() >= 3)) {
      assertAgrees(file, 3);
    }
  }

  @Test
  void manyEventsOfOneUserKeepTheOrderOfTheFileWhereTimesTie() {
    Random random = new Random(1);
    List<Ratings.Event> file = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      int movie = (1 + random.nextInt(Ratings.MOVIES)) * Ratings.ID_STEP;
      file.add(new Ratings.Event(1 + i % 900, movie, 3, random.nextInt(3)));
    }
    assertAgrees(file, 0);
  }

  @Test
  void aMinimumThatNoFloatHoldsExactlyStillLetsItsOwnValueIn() {
    List<Ratings.Event> file = List.of(new Ratings.Event(1, 7, 3.3f, 5));
    assertThat(Interactions.chronological(Ratings.release(file), 3.3).events()).isEqualTo(1);
  }

  @Test
  void nothingLeftIsAnError() {
    MovieLens data = Ratings.release(List.of(new Ratings.Event(1, 7, 3, 5)));
    assertThatThrownBy(() -> Interactions.chronological(data, 4))
        .isInstanceOf(DataException.class)
        .hasMessage("no rating is left; lower --min-rating");
  }

  private static void assertAgrees(List<Ratings.Event> file, double minRating) {
    MovieLens data = Ratings.release(file);
    InteractionLog log = Interactions.chronological(data, minRating);
    SortedMap<Integer, List<Ratings.Event>> twin =
        NaiveExperimentData.chronological(file, minRating);
    assertThat(log.users()).isEqualTo(twin.size());
    int row = 0;
    for (int userId : twin.keySet()) {
      assertThat(log.userId(row)).isEqualTo(userId);
      List<List<Integer>> events = new ArrayList<>();
      for (int p = log.start(row); p < log.end(row); p++) {
        int movieId = data.movies().intColumn("movieId").getInt(log.item(p) - 1);
        events.add(List.of(movieId, log.epochSecond(p)));
      }
      List<List<Integer>> expected =
          twin.get(userId).stream().map(e -> List.of(e.movieId(), e.epochSecond())).toList();
      assertThat(events).isEqualTo(expected);
      row++;
    }
  }
}
