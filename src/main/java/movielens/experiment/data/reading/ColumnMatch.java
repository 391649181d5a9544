package movielens.experiment.data.reading;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Which column of a header is which. */
final class ColumnMatch {
  private static final int NOWHERE = -1;
  private static final int MOST_CHARACTERS = 200;

  private final List<String> header;
  private final List<Column> wanted;

  /** For each wanted column its position in the header, or {@link #NOWHERE}. */
  private final int[] positions;

  private String ambiguity;

  private ColumnMatch(List<String> header, List<Column> wanted) {
    this.header = header;
    this.wanted = wanted;
    this.positions = new int[wanted.size()];
    Arrays.fill(positions, NOWHERE);
  }

  /**
   * Looks for columns in a header.
   *
   * @param header the names in it
   * @param wanted the columns to look for
   */
  static ColumnMatch of(List<String> header, List<Column> wanted) {
    ColumnMatch match = new ColumnMatch(header, wanted);
    for (int kind = 0; kind < Column.KINDS; kind++) {
      for (int i = 0; i < match.positions.length; i++) {
        if (match.positions[i] == NOWHERE) {
          match.positions[i] = match.find(wanted.get(i), kind);
        }
      }
    }
    return match;
  }

  private int find(Column column, int kind) {
    // A ratings file may number its lines in a column "id".
    if (column == Column.MOVIE && kind == Column.KINDS - 1 && wanted.contains(Column.USER)) {
      return NOWHERE;
    }
    List<Integer> found = new ArrayList<>();
    for (int position = 0; position < header.size(); position++) {
      int at = position;
      if (column.isMeantBy(header.get(position), kind)
          && Arrays.stream(positions).noneMatch(taken -> taken == at)) {
        found.add(position);
      }
    }
    if (found.size() > 1 && ambiguity == null) {
      ambiguity = ambiguity(column, found.stream().map(header::get).toList());
    }
    return found.isEmpty() ? NOWHERE : found.get(0);
  }

  private String ambiguity(Column column, List<String> names) {
    String first = names.get(0);
    if (names.stream().distinct().count() == 1) {
      return "the header names column '" + first + "' twice; " + needed();
    }
    return "columns "
        + names.stream().map(name -> "'" + name + "'").collect(Collectors.joining(" and "))
        + " may each be "
        + column.officialName()
        + "; rename or remove one of them";
  }

  /** How many of the wanted columns are there. */
  int found() {
    return (int) Arrays.stream(positions).filter(position -> position != NOWHERE).count();
  }

  /** Whether each of the wanted columns is there once. */
  boolean complete() {
    return found() == wanted.size() && ambiguity == null;
  }

  /** Where the wanted columns are, in their order. */
  int[] positions() {
    return positions.clone();
  }

  /** What is wrong, what there is and what is needed. */
  String complaint() {
    if (ambiguity != null) {
      return ambiguity;
    }
    String missing =
        IntStream.range(0, positions.length)
            .filter(i -> positions[i] == NOWHERE)
            .mapToObj(i -> wanted.get(i).officialName())
            .collect(Collectors.joining(" or "));
    return "the header is '"
        + shown(String.join(",", header))
        + "' and has no column for "
        + missing
        + "; "
        + needed();
  }

  private String needed() {
    return needed(wanted);
  }

  /** What a header must have. */
  static String needed(List<Column> wanted) {
    return "needed are the columns "
        + wanted.stream().map(Column::officialName).collect(Collectors.joining(","));
  }

  /** A header, or what stands in its place, in a message. */
  static String shown(String header) {
    return Shown.beginning(header, MOST_CHARACTERS);
  }
}
