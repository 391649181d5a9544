package movielens.experiment.data.reading;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import movielens.experiment.data.EditDistance;
import movielens.experiment.data.MovieRow;
import movielens.experiment.data.Splitter;

/** The genre names of a movies file, and those among them that look like a mistake. */
final class GenreNames {
  /** Beyond this many, names are tags; comparing each with each would take long and say little. */
  private static final int MOST_COMPARED = 500;

  private static final int MOST_SHOWN = 3;
  private static final int SHORTEST_WITH_A_SLIP = 5;
  private static final Pattern SIGNS = Pattern.compile("[^\\p{L}\\p{N}]+");

  /** Number of movies of each name. */
  private final SortedMap<String, Integer> movies;

  private GenreNames(SortedMap<String, Integer> movies) {
    this.movies = movies;
  }

  /** The names of some movies. */
  static GenreNames of(List<MovieRow> movies) {
    Map<String, Integer> lists = new HashMap<>();
    movies.forEach(movie -> lists.merge(movie.genres(), 1, Integer::sum));
    SortedMap<String, Integer> counts = new TreeMap<>();
    lists.forEach(
        (list, count) ->
            Splitter.genresOf(list).forEach(genre -> counts.merge(genre, count, Integer::sum)));
    return new GenreNames(counts);
  }

  /**
   * A line each for names with commas and for names that look like another.
   *
   * @param file the movies file
   */
  List<String> warnings(String file) {
    List<String> warnings = new ArrayList<>();
    List<String> withComma =
        movies.keySet().stream().filter(name -> name.contains(",")).map(Shown::field).toList();
    if (!withComma.isEmpty()) {
      warnings.add(
          file
              + ": commas in the genre"
              + (withComma.size() == 1 ? " " : "s ")
              + shown(withComma)
              + "; only | separates genres, so each is taken for one genre");
    }
    List<String> pairs = alike();
    if (!pairs.isEmpty()) {
      warnings.add(
          file
              + ": genres that look alike are different ones here: "
              + shown(pairs)
              + "; if they are the same, spell them the same");
    }
    return warnings;
  }

  private static String shown(List<String> names) {
    String shown = String.join(", ", names.subList(0, Math.min(MOST_SHOWN, names.size())));
    int more = names.size() - MOST_SHOWN;
    return more > 0 ? shown + " and " + more + " more" : shown;
  }

  private List<String> alike() {
    List<String> pairs = new ArrayList<>();
    List<String> names = movies.keySet().stream().filter(name -> !name.contains(",")).toList();
    if (names.size() > MOST_COMPARED) {
      return pairs;
    }
    for (int i = 0; i < names.size(); i++) {
      for (int j = i + 1; j < names.size(); j++) {
        if (alike(names.get(i), names.get(j))) {
          pairs.add(counted(names.get(i)) + " and " + counted(names.get(j)));
        }
      }
    }
    return pairs;
  }

  private String counted(String name) {
    int count = movies.get(name);
    return "'" + name + "' (" + count + (count == 1 ? " movie)" : " movies)");
  }

  /** The same letters and digits, or one slip of the pen in a longer name. */
  private static boolean alike(String a, String b) {
    String first = SIGNS.matcher(a).replaceAll("").toLowerCase(Locale.ROOT);
    String second = SIGNS.matcher(b).replaceAll("").toLowerCase(Locale.ROOT);
    boolean nearlyAsLong = Math.abs(first.length() - second.length()) <= 1;
    boolean longEnough = Math.max(first.length(), second.length()) >= SHORTEST_WITH_A_SLIP;
    return first.equals(second)
        || (longEnough && nearlyAsLong && EditDistance.between(first, second) <= 1);
  }
}
