package movielens.experiment.data.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import movielens.experiment.data.ReleaseFormat;
import movielens.experiment.files.DataException;

/**
 * The files of a release among those of a folder: those with an official name, else those with a
 * name that other distributions of the same data use.
 *
 * @param ratings name of the ratings file
 * @param movies name of the movies file
 */
record ReleaseFiles(String ratings, String movies) {
  private static final Pattern TABLE = Pattern.compile(".*\\.(csv|tsv|txt|dat|data|inter)");
  private static final Pattern RATINGS =
      Pattern.compile("(.*[-_.])?ratings?([-_.].*)?\\.(csv|tsv|txt|dat)|.*\\.inter");
  private static final Pattern MOVIES =
      Pattern.compile("(.*[-_.])?(movie|film|item)s?([-_.].*)?\\.(csv|tsv|txt|dat)|.*\\.item");

  /** Whether a file of this name holds ratings. */
  static boolean isRatings(String name) {
    return isOfficialRatings(name) || RATINGS.matcher(plain(name)).matches();
  }

  private static boolean isOfficialRatings(String name) {
    return Stream.of(ReleaseFormat.values())
        .anyMatch(format -> plain(name).equals(format.ratingsFile()));
  }

  private static boolean isOfficialMovies(String name) {
    return Stream.of(ReleaseFormat.values())
        .anyMatch(format -> plain(name).equals(format.moviesFile()));
  }

  private static boolean isMovies(String name) {
    return isOfficialMovies(name) || MOVIES.matcher(plain(name)).matches();
  }

  /** Whether a file of this name can be read as ratings when a person says that it holds them. */
  static boolean isTable(String name) {
    return TABLE.matcher(plain(name)).matches();
  }

  /** Whether the folder has a ratings file. */
  static boolean areIn(ReleaseFolder folder) {
    return folder.names().stream().anyMatch(ReleaseFiles::isRatings);
  }

  /**
   * Finds the files of the one release in a folder.
   *
   * @param location what messages call the folder
   * @throws DataException when there is none, or there are several
   */
  static ReleaseFiles in(ReleaseFolder folder, String location) {
    List<String> names = folder.names();
    List<String> ratings = best(names, ReleaseFiles::isOfficialRatings, ReleaseFiles::isRatings);
    if (ratings.isEmpty()) {
      throw new DataException(
          location
              + ": no ratings file here ("
              + official()
              + ", or a name like these); give the folder or zip of a release");
    }
    if (ratings.size() > 1) {
      throw new DataException(
          location
              + ": holds several ratings files: "
              + String.join(", ", ratings)
              + "; give one of them as --data");
    }
    return of(ratings.get(0), names, location);
  }

  /**
   * Finds the movies file that belongs to a ratings file.
   *
   * @param names of the files beside it
   * @throws DataException when there is none, or there are several
   */
  static ReleaseFiles of(String ratings, List<String> names, String location) {
    String partner = partner(plain(ratings));
    List<String> movies = best(names, name -> plain(name).equals(partner), name -> false);
    if (movies.isEmpty()) {
      movies = best(names, ReleaseFiles::isOfficialMovies, ReleaseFiles::isMovies);
    }
    if (movies.size() > 1) {
      throw new DataException(
          location
              + ": which movies file belongs to "
              + ratings
              + " is not clear: "
              + String.join(", ", movies)
              + "; keep one of them beside it");
    }
    if (movies.isEmpty()) {
      throw new DataException(
          location
              + ": "
              + partner
              + " is missing beside "
              + ratings
              + "; both files of a release are needed");
    }
    return new ReleaseFiles(ratings, movies.get(0));
  }

  /** What the movies file beside a ratings file is called. */
  private static String partner(String ratings) {
    for (ReleaseFormat format : ReleaseFormat.values()) {
      if (ratings.equals(format.ratingsFile())) {
        return format.moviesFile();
      }
    }
    if (ratings.endsWith(".inter")) {
      return ratings.replaceFirst("inter$", "item");
    }
    return ratings.contains("rating")
        ? ratings.replaceFirst("rating", "movie")
        : ReleaseFormat.CSV.moviesFile();
  }

  /** Names that pass the first test, or else the second; a gzipped twin of another is left out. */
  private static List<String> best(
      List<String> names, Predicate<String> first, Predicate<String> second) {
    for (Predicate<String> test : List.of(first, second)) {
      List<String> found = new ArrayList<>(names.stream().filter(test).sorted().toList());
      found.removeIf(name -> name.endsWith(".gz") && found.contains(withoutGz(name)));
      if (!found.isEmpty()) {
        return found;
      }
    }
    return List.of();
  }

  private static String plain(String name) {
    return withoutGz(name.toLowerCase(Locale.ROOT));
  }

  private static String withoutGz(String name) {
    return name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
  }

  private static String official() {
    return Stream.of(ReleaseFormat.values())
        .map(ReleaseFormat::ratingsFile)
        .collect(Collectors.joining(", "));
  }

  /** Ratings files that were passed over, in words; empty when there are none. */
  Optional<String> passedOver(ReleaseFolder folder) {
    List<String> others =
        folder.names().stream()
            .filter(name -> isRatings(name) && !withoutGz(name).equals(withoutGz(ratings)))
            .sorted()
            .toList();
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of(
            ratings + ": read, and not " + String.join(", ", others) + ", which lies beside it");
  }
}
