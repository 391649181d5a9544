package movielens.experiment.data;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import movielens.experiment.files.DataException;
import tech.tablesaw.api.FloatColumn;

/**
 * What a release holds, in numbers.
 *
 * @param name short name of the release
 * @param fingerprint SHA-256 of its content, lower-case hex
 * @param synthetic whether it says of itself that it was generated
 * @param users users with at least one event
 * @param movies movies listed or rated
 * @param ratedMovies movies with at least one event
 * @param unlistedMovies rated movies that the movies file lacks
 * @param ratings lines of the ratings file
 * @param duplicates ratings left out because the user has an earlier one of the same movie
 * @param events ratings less duplicates
 * @param first time of the earliest event
 * @param last time of the latest event
 * @param ratingCounts number of ratings with each value, by ascending value
 * @param meanEventsPerUser events ÷ users
 * @param medianEventsPerUser middle of the users' numbers of events; mean of the two middle ones
 * @param minEventsPerUser fewest events of a user
 * @param maxEventsPerUser most events of a user
 * @param ties successive events of a user at the same time
 * @param tested how many users each kind of split tests
 * @param genres one row for each genre in the catalogue of the split, by name
 */
public record DataDescription(
    String name,
    String fingerprint,
    boolean synthetic,
    int users,
    int movies,
    int ratedMovies,
    int unlistedMovies,
    long ratings,
    long duplicates,
    long events,
    Instant first,
    Instant last,
    SortedMap<Float, Long> ratingCounts,
    double meanEventsPerUser,
    double medianEventsPerUser,
    int minEventsPerUser,
    int maxEventsPerUser,
    Ties ties,
    List<TestedUsers> tested,
    List<Genre> genres) {

  /**
   * One genre.
   *
   * @param name name of the genre, as {@code --genre} takes it
   * @param catalogItems catalogue movies of the genre
   * @param eventShare share of all events that are on movies of the genre, in [0, 1]
   * @param powerUsersByShare for each share threshold 0.1, 0.2 … 0.9 the number of power users
   */
  public record Genre(
      String name,
      int catalogItems,
      double eventShare,
      SortedMap<Double, Integer> powerUsersByShare) {}

  /** Share of all pairs of a user and a rated movie that are events, in [0, 1]. */
  public double density() {
    return (double) events / users / ratedMovies;
  }

  /**
   * Describes a release.
   *
   * @param rules the splits to tell the tested users of; the first is the one under which catalogue
   *     items and power users are counted
   * @param minGenreEvents fewest genre events of a power user
   * @throws DataException when nothing would train
   */
  public static DataDescription of(MovieLens data, List<SplitRule> rules, int minGenreEvents) {
    InteractionLog log = Interactions.chronological(data, Double.NEGATIVE_INFINITY);
    Split split = Splitter.split(data, log, rules.get(0));
    long[] eventsOfItem = eventsOfItem(log, data.movies().rowCount());
    int[] sizes = new int[log.users()];
    Arrays.setAll(sizes, log::size);
    Arrays.sort(sizes);
    int[] span = span(log);
    long ratings = data.ratings().rowCount();
    return new DataDescription(
        data.name(),
        data.fingerprint(),
        data.synthetic(),
        log.users(),
        data.movies().rowCount(),
        (int) Arrays.stream(eventsOfItem).filter(events -> events > 0).count(),
        data.unlistedMovies(),
        ratings,
        ratings - log.events(),
        log.events(),
        Instant.ofEpochSecond(span[0]),
        Instant.ofEpochSecond(span[1]),
        ratingCounts(data.ratings().floatColumn("rating")),
        (double) log.events() / log.users(),
        (sizes[(sizes.length - 1) / 2] + sizes[sizes.length / 2]) / 2.0,
        sizes[0],
        sizes[sizes.length - 1],
        Ties.of(log),
        rules.stream().map(rule -> TestedUsers.of(log, rule)).toList(),
        genres(data, split, minGenreEvents, eventsOfItem, log.events()));
  }

  private static long[] eventsOfItem(InteractionLog log, int movies) {
    long[] events = new long[movies + 1];
    for (int user = 0; user < log.users(); user++) {
      for (int p = log.start(user); p < log.end(user); p++) {
        events[log.item(p)]++;
      }
    }
    return events;
  }

  private static int[] span(InteractionLog log) {
    int first = Integer.MAX_VALUE;
    int last = 0;
    for (int user = 0; user < log.users(); user++) {
      first = Math.min(first, log.epochSecond(log.start(user)));
      last = Math.max(last, log.epochSecond(log.end(user) - 1));
    }
    return new int[] {first, last};
  }

  private static SortedMap<Float, Long> ratingCounts(FloatColumn ratings) {
    // Nearly all ratings are half stars, and those are counted without an object each.
    long[] ofHalfStars = new long[2 * MovieLens.MAX_RATING + 1];
    SortedMap<Float, Long> counts = new TreeMap<>();
    int rows = ratings.size();
    for (int row = 0; row < rows; row++) {
      float rating = ratings.getFloat(row);
      int halfStars = (int) (2 * rating);
      if (halfStars == 2 * rating && halfStars < ofHalfStars.length) {
        ofHalfStars[halfStars]++;
      } else {
        counts.merge(rating, 1L, Long::sum);
      }
    }
    for (int halfStars = 0; halfStars < ofHalfStars.length; halfStars++) {
      if (ofHalfStars[halfStars] > 0) {
        counts.put(halfStars / 2f, ofHalfStars[halfStars]);
      }
    }
    return Collections.unmodifiableSortedMap(counts);
  }

  private static List<Genre> genres(
      MovieLens data, Split split, int minGenreEvents, long[] eventsOfItem, long events) {
    SortedMap<String, Long> eventsOfGenre = new TreeMap<>();
    for (int item = 1; item < eventsOfItem.length; item++) {
      for (String genre : Splitter.genresOf(data.movies().stringColumn("genres").get(item - 1))) {
        eventsOfGenre.merge(genre, eventsOfItem[item], Long::sum);
      }
    }
    List<Genre> genres = new ArrayList<>();
    SortedMap<String, SortedMap<Double, Integer>> powerUsers =
        GenreSlicer.powerUsersByGenreAndShare(split, minGenreEvents);
    for (String genre : powerUsers.keySet()) {
      genres.add(
          new Genre(
              genre,
              split.catalog().ofGenre(genre).size(),
              (double) eventsOfGenre.get(genre) / events,
              powerUsers.get(genre)));
    }
    return List.copyOf(genres);
  }
}
