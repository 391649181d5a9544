package movielens.experiment.data;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import tech.tablesaw.api.FloatColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Random ratings for tests, and plain lists instead of the arrays of the real thing. */
public final class Ratings {
  public static final int MOVIES = 40;
  public static final int ID_STEP = 7;

  /** One line of a ratings file. */
  public record Event(int userId, int movieId, float rating, int epochSecond) {}

  private Ratings() {}

  /** Few users, movies and times, so that ties and duplicates are frequent. */
  public static Arbitrary<List<Event>> lists(int minEvents) {
    Arbitrary<Event> events =
        Combinators.combine(
                Arbitraries.of(3, 5, 1_000_000_007, 8, 2),
                Arbitraries.integers().between(1, MOVIES).map(i -> i * ID_STEP),
                Arbitraries.of(0.5f, 3f, 5f),
                Arbitraries.integers().between(0, 30).map(t -> 900_000_000 + t * 40_000))
            .as(Event::new);
    return events.list().ofMinSize(minEvents).ofMaxSize(200);
  }

  /** A release of these ratings; movies stand in descending order, every third is Horror. */
  public static MovieLens release(List<Event> events) {
    List<MovieRow> movies = new ArrayList<>();
    for (int i = MOVIES; i >= 1; i--) {
      movies.add(new MovieRow(i * ID_STEP, "title " + i, genres(i)));
    }
    return new MovieLens("test", "0", true, table(events), table(movies, "movies"), List.of());
  }

  private static String genres(int movie) {
    return switch (movie % 3) {
      case 0 -> "Drama|Horror";
      case 1 -> "Drama";
      default -> "";
    };
  }

  public static boolean isHorror(int movieId) {
    return movieId / ID_STEP % 3 == 0;
  }

  public static Table table(List<Event> events) {
    return Table.create(
        "ratings",
        IntColumn.create("userId", events.stream().mapToInt(Event::userId).toArray()),
        IntColumn.create("movieId", events.stream().mapToInt(Event::movieId).toArray()),
        FloatColumn.create("rating", events.stream().map(Event::rating)),
        IntColumn.create("timestamp", events.stream().mapToInt(Event::epochSecond).toArray()));
  }

  private static Table table(List<MovieRow> movies, String name) {
    return Table.create(
        name,
        IntColumn.create("movieId", movies.stream().mapToInt(MovieRow::movieId).toArray()),
        StringColumn.create("title", movies.stream().map(MovieRow::title)),
        StringColumn.create("genres", movies.stream().map(MovieRow::genres)));
  }

  /** The events of a user row as (movie id, time); movie 0 for one outside the catalogue. */
  public static List<List<Integer>> events(InteractionLog log, int userRow, Catalog catalog) {
    List<List<Integer>> events = new ArrayList<>();
    for (int p = log.start(userRow); p < log.end(userRow); p++) {
      int movieId = log.item(p) == 0 ? 0 : catalog.movieId(log.item(p));
      events.add(List.of(movieId, log.epochSecond(p)));
    }
    return events;
  }
}
