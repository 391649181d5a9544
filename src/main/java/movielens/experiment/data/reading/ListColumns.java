package movielens.experiment.data.reading;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which column of a file of lists is which, by the names that programs give them. */
final class ListColumns {
  /** A column, and the names that it may have; case and signs do not matter. */
  enum Kind {
    USER("userid user uid userindex"),
    MOVIE("movieid itemid item movie iid mid filmid"),
    SCORE("score prediction pred rating scores"),
    RANK("rank position"),
    SEED("seed"),
    VIEW("view"),
    MODEL("model");

    /** Words with blanks between them. */
    private final String names;

    Kind(String names) {
      this.names = names;
    }

    private boolean isMeantBy(String name) {
      return List.of(names.split(" ", -1)).contains(name);
    }
  }

  private static final Pattern SIGNS = Pattern.compile("[^\\p{L}\\p{N}]+");

  private final Map<Kind, Integer> positions = new EnumMap<>(Kind.class);
  private final int width;

  private ListColumns(int width) {
    this.width = width;
  }

  /**
   * Finds the columns.
   *
   * @param header names of all columns
   * @throws IllegalArgumentException that says what is missing, or there twice
   */
  static ListColumns of(List<String> header) {
    ListColumns columns = new ListColumns(header.size());
    for (int position = 0; position < header.size(); position++) {
      String name = plain(header.get(position));
      int at = position;
      Arrays.stream(Kind.values())
          .filter(kind -> kind.isMeantBy(name))
          .forEach(kind -> columns.put(kind, at, header));
    }
    if (!columns.has(Kind.USER) || !columns.has(Kind.MOVIE)) {
      throw new IllegalArgumentException(
          "the header is '%s' and has no column for %s; needed are the columns userId,movieId and score or rank"
              .formatted(
                  ColumnMatch.shown(String.join(",", header)),
                  Stream.of(Kind.USER, Kind.MOVIE)
                      .filter(kind -> !columns.has(kind))
                      .map(kind -> kind.name().toLowerCase(Locale.ROOT) + "s")
                      .collect(Collectors.joining(" and "))));
    }
    return columns;
  }

  private void put(Kind kind, int position, List<String> header) {
    Integer before = positions.put(kind, position);
    if (before != null) {
      throw new IllegalArgumentException(
          "columns %s and %s may each be the %s; rename or remove one of them"
              .formatted(
                  Shown.field(header.get(before)),
                  Shown.field(header.get(position)),
                  kind.name().toLowerCase(Locale.ROOT)));
    }
  }

  private static String plain(String name) {
    return SIGNS
        .matcher(Column.TYPE.matcher(name.strip()).replaceFirst(""))
        .replaceAll("")
        .toLowerCase(Locale.ROOT);
  }

  /** How many columns there are. */
  int width() {
    return width;
  }

  boolean has(Kind kind) {
    return positions.containsKey(kind);
  }

  /** The field of a column that is there. */
  String of(Kind kind, List<String> fields) {
    return fields.get(positions.get(kind)).strip();
  }
}
