package movielens.experiment.data.reading;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import movielens.experiment.data.ReleaseFormat;

/**
 * How a table is written down, as its first line shows it.
 *
 * @param wanted the columns that are needed, in the official order
 * @param positions of the wanted columns among all
 * @param header the names of all columns; empty where the file has none, and then it has the wanted
 *     columns alone
 * @param separator what stands between two fields
 * @param usual whether files of this name have that separator, and a header or none as here
 */
record TableForm(
    List<Column> wanted, int[] positions, List<String> header, String separator, boolean usual) {

  /** The longest line that is read: no line of any release comes near it. */
  static final int MAX_LINE_CHARACTERS = 64 << 10;

  private static final List<String> SEPARATORS = List.of(",", "\t", ";", "::", "|");

  /** Whether fields of a headerless line, in the official order, make sense. */
  interface RowCheck {
    boolean isRow(List<String> fields);
  }

  /**
   * Finds out the form of a table.
   *
   * @param file its name
   * @param firstLine of its content, without a byte order mark or line end
   * @param wanted the columns that are needed
   * @param rows tells rows from headers
   * @throws IllegalArgumentException that says what is missing or ambiguous
   */
  static TableForm of(String file, String firstLine, List<Column> wanted, RowCheck rows) {
    checkText(firstLine);
    String usual = usualSeparator(file);
    ColumnMatch best = null;
    for (String separator : SEPARATORS) {
      List<String> fields = fields(firstLine, separator);
      ColumnMatch match = ColumnMatch.of(fields, wanted);
      if (match.complete()) {
        return new TableForm(wanted, match.positions(), fields, separator, separator.equals(","));
      }
      best = best == null || match.found() > best.found() ? match : best;
    }
    for (String separator : SEPARATORS) {
      List<String> fields = fields(firstLine, separator);
      if (fields.size() == wanted.size() && rows.isRow(fields)) {
        return headerless(wanted, separator, usual);
      }
    }
    if (best.found() > 0) {
      throw new IllegalArgumentException(best.complaint());
    }
    if (headerlessByName(file)) {
      return headerless(wanted, usual, usual);
    }
    throw new IllegalArgumentException(
        firstLine.isBlank() || Character.isDigit(firstLine.charAt(0))
            ? "the header is missing; " + ColumnMatch.needed(wanted)
            : best.complaint());
  }

  private static TableForm headerless(List<Column> wanted, String separator, String usual) {
    return new TableForm(
        wanted,
        IntStream.range(0, wanted.size()).toArray(),
        List.of(),
        separator,
        separator.equals(usual) && !usual.equals(","));
  }

  static void checkText(String firstLine) {
    if (firstLine.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "the line has a NUL byte; the file is damaged or not UTF-8, download it again");
    }
    int end = firstLine.indexOf('\r');
    if (end >= 0) {
      throw new IllegalArgumentException(
          "its line ends are CR alone, as on old Macs; save it with LF or CR LF as line ends");
    }
    if (firstLine.length() > MAX_LINE_CHARACTERS) {
      throw new IllegalArgumentException(
          "the line is longer than 64 KiB; this is not such a file, or it is damaged");
    }
  }

  private static String usualSeparator(String file) {
    String name = plainName(file);
    if (name.endsWith(".dat")) {
      return "::";
    }
    if (name.equals(ReleaseFormat.U_DATA.moviesFile())) {
      return "|";
    }
    return name.matches(".*\\.(data|tsv|inter|item)") ? "\t" : ",";
  }

  private static boolean headerlessByName(String file) {
    return plainName(file).matches(".*\\.(dat|data)");
  }

  private static String plainName(String file) {
    String name = file.toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
    return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
  }

  static List<String> fields(String line, String separator) {
    boolean quotes = mayBeQuoted(separator, List.of(line));
    try {
      return CsvReader.builder()
          .fieldSeparator(separator)
          .quoteCharacter(quotes ? '"' : Records.NO_QUOTE)
          .skipEmptyLines(false)
          .ofSingleCsvRecord(line)
          .getFields();
    } catch (CsvParseException e) {
      return Arrays.asList(line.split(Pattern.quote(separator), -1));
    }
  }

  /** Whether the file has the wanted columns, in their order, and no others. */
  boolean official() {
    return width() == wanted.size()
        && Arrays.equals(positions, IntStream.range(0, wanted.size()).toArray());
  }

  /** Number of columns. */
  int width() {
    return header.isEmpty() ? wanted.size() : header.size();
  }

  /**
   * Whether a field may stand in quotes: not where colons separate, as in ml-1m, nor in RecBole's
   * files; a title there may begin with a quote of its own.
   */
  boolean quotes() {
    return mayBeQuoted(separator, header);
  }

  private static boolean mayBeQuoted(String separator, List<String> header) {
    return !separator.equals("::")
        && header.stream().noneMatch(name -> Column.TYPE.matcher(name).find());
  }

  /** Whether the column of a wanted one holds a list of words with blanks between them. */
  boolean listOfWords(Column column) {
    return !header.isEmpty() && name(wanted.indexOf(column)).endsWith(":token_seq");
  }

  private String name(int column) {
    return header.get(positions[column]);
  }

  /** The fields of a line, for messages. */
  String line() {
    if (!header.isEmpty() && !official()) {
      return "the header";
    }
    return wanted.stream()
        .map(Column::officialName)
        .collect(Collectors.joining(separator.equals("\t") ? "<tab>" : separator));
  }

  /** What was understood, in words; empty for the form of an official release. */
  Optional<String> words() {
    List<String> words = new ArrayList<>();
    if (header.isEmpty()) {
      if (!usual) {
        words.add("no header, so read as " + line());
      }
    } else {
      renamed().ifPresent(words::add);
      leftOut().ifPresent(words::add);
      if (!usual) {
        words.add("separated by " + Shown.field(separator));
      }
    }
    return words.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", words));
  }

  private Optional<String> renamed() {
    String renamed =
        IntStream.range(0, positions.length)
            .filter(i -> !name(i).equals(wanted.get(i).officialName()))
            .mapToObj(i -> wanted.get(i).officialName() + " is column " + Shown.field(name(i)))
            .collect(Collectors.joining(", "));
    return Optional.of(renamed).filter(text -> !text.isEmpty());
  }

  private Optional<String> leftOut() {
    List<String> others =
        IntStream.range(0, header.size())
            .filter(i -> Arrays.stream(positions).noneMatch(position -> position == i))
            .mapToObj(i -> Shown.field(header.get(i)))
            .toList();
    if (others.isEmpty()) {
      return Optional.empty();
    }
    String shown = String.join(", ", others.subList(0, Math.min(5, others.size())));
    return Optional.of("left out " + shown + (others.size() > 5 ? " …" : ""));
  }
}
