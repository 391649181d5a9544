package movielens.experiment.data.reading;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import movielens.experiment.data.MovieRow;

/** The fields of one movie as a row. A row that is refused is an IllegalArgumentException. */
final class MovieFields {
  /** The genre columns of {@code u.item}, in the order of ml-100k's {@code u.genre}. */
  static final List<String> ML_100K_GENRES =
      List.of(
          "unknown",
          "Action",
          "Adventure",
          "Animation",
          "Children's",
          "Comedy",
          "Crime",
          "Documentary",
          "Drama",
          "Fantasy",
          "Film-Noir",
          "Horror",
          "Musical",
          "Mystery",
          "Romance",
          "Sci-Fi",
          "Thriller",
          "War",
          "Western");

  private static final int FIELDS_BEFORE_FLAGS = 5;
  private static final String NO_GENRES = "(no genres listed)";
  private static final String UNKNOWN_GENRE = "unknown";
  private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x1F\\x7F-\\x9F]");

  private final TableForm form;

  /** Few texts stand for the genres of many movies. */
  private final Map<String, String> cleanGenres = new HashMap<>();

  /** Rows of a table that has a column for each of the three. */
  MovieFields(TableForm form) {
    this.form = form;
  }

  /** A row of such a table. */
  MovieRow row(List<String> fields) {
    checkText(fields);
    checkCount(
        fields.size(), form.width(), form.official() ? "movie id, title and genres" : "the header");
    int[] positions = form.positions();
    String separator = form.listOfWords(Column.GENRES) ? " " : "\\|";
    return new MovieRow(
        id(fields.get(positions[0])),
        printable(fields.get(positions[1])),
        cleanGenres.computeIfAbsent(fields.get(positions[2]), text -> genres(text, separator)));
  }

  /** A row of {@code u.item}, with a flag for each genre. */
  static MovieRow flaggedRow(List<String> fields, List<String> genreColumns) {
    checkText(fields);
    int wanted = FIELDS_BEFORE_FLAGS + genreColumns.size();
    checkCount(fields.size(), wanted, "movie id, title, two dates, address and genre flags");
    StringJoiner genres = new StringJoiner("|");
    for (int i = 0; i < genreColumns.size(); i++) {
      String flag = fields.get(FIELDS_BEFORE_FLAGS + i);
      if (!flag.equals("0") && !flag.equals("1")) {
        throw new IllegalArgumentException(
            "flag of genre "
                + genreColumns.get(i)
                + " is "
                + Shown.field(flag)
                + " instead of 0 or 1");
      }
      if (flag.equals("1") && !genreColumns.get(i).equals(UNKNOWN_GENRE)) {
        genres.add(genreColumns.get(i));
      }
    }
    return new MovieRow(id(fields.get(0)), printable(fields.get(1)), genres.toString());
  }

  private static void checkText(List<String> fields) {
    for (String field : fields) {
      if (field.indexOf('\0') >= 0) {
        throw new IllegalArgumentException(
            "the line has a NUL byte; the file is damaged or not UTF-8, download it again");
      }
    }
  }

  private static void checkCount(int count, int wanted, String names) {
    if (count != wanted) {
      throw new IllegalArgumentException(
          (count < wanted ? "a field is missing: " : "there are too many fields: ")
              + count
              + " instead of the "
              + wanted
              + " of "
              + names);
    }
  }

  private static int id(String text) {
    String complaint = RatingFields.idComplaint("movie id", text.strip());
    if (complaint != null) {
      throw new IllegalArgumentException(complaint);
    }
    return RatingFields.id(text.strip());
  }

  /** What a terminal would obey, such as an escape, is not part of any name. */
  private static String printable(String text) {
    return CONTROL.matcher(text).replaceAll(" ");
  }

  /**
   * Genres joined by bars, without blanks around them.
   *
   * @param separator a pattern
   */
  private static String genres(String text, String separator) {
    if (text.strip().equals(NO_GENRES)) {
      return "";
    }
    return Arrays.stream(printable(text).split(separator, -1))
        .map(String::strip)
        .filter(genre -> !genre.isEmpty())
        .collect(Collectors.joining("|"));
  }
}
