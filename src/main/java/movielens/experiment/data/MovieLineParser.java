package movielens.experiment.data;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/** Parses one line of a movies file. A line that is refused is an IllegalArgumentException. */
final class MovieLineParser {
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

  private static final int MAX_LINE_CHARACTERS = 64 << 10;
  private static final int FIELDS_BEFORE_FLAGS = 5;
  private static final String NO_GENRES = "(no genres listed)";
  private static final String UNKNOWN_GENRE = "unknown";
  private static final int SHOWN_CHARACTERS = 40;
  private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x1F\\x7F-\\x9F]");
  private static final Pattern ID = Pattern.compile("[0-9]{1,10}");

  private final ReleaseFormat format;
  private final List<String> genreColumns;

  MovieLineParser(ReleaseFormat format, List<String> genreColumns) {
    this.format = format;
    this.genreColumns = genreColumns;
  }

  MovieRow parse(String line) {
    if (line.length() > MAX_LINE_CHARACTERS) {
      throw new IllegalArgumentException(
          "the line is longer than 64 KiB; this is not a movies file, or it is damaged");
    }
    if (line.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "the line has a NUL byte; the file is damaged or not UTF-8, download it again");
    }
    return switch (format) {
      case CSV -> row(csvFields(line));
      case DAT -> row(List.of(line.split("::", -1)));
      case U_DATA -> flaggedRow(line.split("\\|", -1));
    };
  }

  private static MovieRow row(List<String> fields) {
    checkCount(fields.size(), 3, "movie id, title and genres");
    return new MovieRow(id(fields.get(0)), printable(fields.get(1)), genres(fields.get(2)));
  }

  private MovieRow flaggedRow(String[] fields) {
    int wanted = FIELDS_BEFORE_FLAGS + genreColumns.size();
    checkCount(fields.length, wanted, "movie id, title, two dates, address and genre flags");
    StringJoiner genres = new StringJoiner("|");
    for (int i = 0; i < genreColumns.size(); i++) {
      String flag = fields[FIELDS_BEFORE_FLAGS + i];
      if (!flag.equals("0") && !flag.equals("1")) {
        throw new IllegalArgumentException(
            "flag of genre " + genreColumns.get(i) + " is '" + shown(flag) + "' instead of 0 or 1");
      }
      if (flag.equals("1") && !genreColumns.get(i).equals(UNKNOWN_GENRE)) {
        genres.add(genreColumns.get(i));
      }
    }
    return new MovieRow(id(fields[0]), printable(fields[1]), genres.toString());
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
    long id = ID.matcher(text).matches() ? Long.parseLong(text) : 0;
    if (id < 1 || id > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "movie id '" + shown(text) + "' is not a whole number from 1 to 2147483647");
    }
    return (int) id;
  }

  private static String shown(String text) {
    return text.length() > SHOWN_CHARACTERS ? text.substring(0, SHOWN_CHARACTERS) + "…" : text;
  }

  /** What a terminal would obey, such as an escape, is not part of any name. */
  private static String printable(String text) {
    return CONTROL.matcher(text).replaceAll(" ");
  }

  private static String genres(String text) {
    return text.equals(NO_GENRES) ? "" : printable(text);
  }

  /** Splits at commas outside quotes; a quote inside quotes is written twice. */
  private static List<String> csvFields(String line) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    int p = 0;
    while (true) {
      field.setLength(0);
      p = line.startsWith("\"", p) ? quotedField(line, p + 1, field) : plainField(line, p, field);
      fields.add(field.toString());
      if (p == line.length()) {
        return fields;
      }
      p++;
    }
  }

  private static int plainField(String line, int from, StringBuilder field) {
    int comma = line.indexOf(',', from);
    int end = comma < 0 ? line.length() : comma;
    field.append(line, from, end);
    return end;
  }

  private static int quotedField(String line, int from, StringBuilder field) {
    int p = from;
    while (true) {
      int quote = line.indexOf('"', p);
      if (quote < 0) {
        throw new IllegalArgumentException("a quote is opened and not closed in this line");
      }
      field.append(line, p, quote);
      p = quote + 1;
      if (!line.startsWith("\"", p)) {
        break;
      }
      field.append('"');
      p++;
    }
    if (p < line.length() && line.charAt(p) != ',') {
      throw new IllegalArgumentException(
          "text follows a closing quote; quotes inside a title are written twice");
    }
    return p;
  }
}
