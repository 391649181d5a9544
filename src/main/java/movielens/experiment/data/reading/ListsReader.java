package movielens.experiment.data.reading;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import movielens.experiment.data.reading.ListColumns.Kind;
import movielens.experiment.files.DataException;

/**
 * Reads recommended lists that any program wrote: a header, a row per recommended movie, columns
 * found by name; commas, tabs, semicolons or bars between them; plain or gzipped, whatever they are
 * called. What is not a table of such rows is refused with its line. Row by row: nothing is kept.
 */
public final class ListsReader {
  private static final int HEADER_BYTES = 4 * TableForm.MAX_LINE_CHARACTERS;
  private static final int MOST_WORDS = 1000;
  private static final List<String> SEPARATORS = List.of(",", "\t", ";", "|");
  private static final int MOST_DIGITS = 18;

  private final Path file;
  private final ListRows rows;

  /** Equal texts of a column as one object. */
  private final Map<String, String> words = new HashMap<>();

  private long count;
  private ListColumns columns;

  private ListsReader(Path file, ListRows rows) {
    this.file = file;
    this.rows = rows;
  }

  /**
   * What was read.
   *
   * @param rows how many recommended movies
   * @param sha256 of the file's content, uncompressed, as hexadecimal digits
   */
  public record Read(long rows, String sha256) {}

  /**
   * Gives every row of a file to {@code rows}.
   *
   * @throws DataException with {@code file:line} when the file is missing, damaged or no such table
   */
  public static Read read(Path file, ListRows rows) {
    if (Files.isDirectory(file)) {
      throw new DataException(file + ": a folder; give a file of recommended lists");
    }
    if (!Files.isRegularFile(file)) {
      throw new DataException(file + ": no such file; give a file of recommended lists");
    }
    try (InputStream stored = new BufferedInputStream(Files.newInputStream(file));
        InputStream content =
            gzipped(file, stored) ? new GZIPInputStream(stored, 1 << 16) : stored) {
      return read(file, content, rows);
    } catch (EOFException e) {
      throw new DataException(
          file + ": the compressed data ends too early, the file is truncated; write it again", e);
    } catch (ZipException e) {
      throw new DataException(
          file + ": the compressed data is damaged (" + e.getMessage() + "); write it again", e);
    } catch (IOException e) {
      throw new DataException(file + ": cannot be read (" + e.getMessage() + ")", e);
    }
  }

  /** By its first bytes, or, where they are damaged, by its name. */
  private static boolean gzipped(Path file, InputStream stored) throws IOException {
    stored.mark(2);
    byte[] first = stored.readNBytes(2);
    stored.reset();
    boolean begins =
        first.length == 2
            && ((first[0] & 0xff) | (first[1] & 0xff) << 8) == GZIPInputStream.GZIP_MAGIC;
    return begins || (first.length > 0 && file.toString().endsWith(".gz"));
  }

  /** The same of content that is uncompressed already. */
  static Read read(Path file, InputStream content, ListRows rows) throws IOException {
    return new ListsReader(file, rows).read(content);
  }

  private Read read(InputStream content) throws IOException {
    MessageDigest digest = sha256();
    InputStream bytes =
        new BufferedInputStream(new DigestInputStream(content, digest), HEADER_BYTES);
    bytes.mark(HEADER_BYTES);
    byte[] first = bytes.readNBytes(HEADER_BYTES / 2);
    bytes.reset();
    if (first.length == 0) {
      throw new DataException(
          file + ": the file is empty; it needs a header and a row per recommended movie");
    }
    String separator = separator(first);
    bytes.skipNBytes(ByteOrderMark.length(first));
    Reader text = new InputStreamReader(bytes, StandardCharsets.UTF_8);
    Records records = new Records(file.toString(), text, separator, true);
    records.next();
    rows.begin(columns.has(Kind.SCORE), columns.has(Kind.RANK));
    for (CsvRecord row = records.next(); row != null; row = records.next()) {
      accept(records, row);
    }
    return new Read(count, HexFormat.of().formatHex(digest.digest()));
  }

  /** Looks at the header, and says how it is written. */
  private String separator(byte[] first) {
    try {
      String header = header(first);
      IllegalArgumentException complaint = null;
      for (String separator : SEPARATORS) {
        try {
          columns = ListColumns.of(TableForm.fields(header, separator));
          return separator;
        } catch (IllegalArgumentException e) {
          complaint = complaint == null || header.contains(separator) ? e : complaint;
        }
      }
      throw complaint;
    } catch (IllegalArgumentException e) {
      throw new DataException(file + ":1: " + e.getMessage(), e);
    }
  }

  private static String header(byte[] first) {
    int from = ByteOrderMark.length(first);
    int end = from;
    while (end < first.length && first[end] != '\n') {
      end++;
    }
    String line = new String(first, from, end - from, StandardCharsets.UTF_8);
    String header = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    TableForm.checkText(header);
    return header;
  }

  private void accept(Records records, CsvRecord row) {
    long line = row.getStartingLineNumber();
    List<String> fields = row.getFields();
    if (fields.size() == 1 && fields.get(0).isBlank()) {
      return;
    }
    if (fields.size() != columns.width()) {
      throw records.complaint(
          line, fields.size() + " fields, and the header has " + columns.width());
    }
    count++;
    rows.accept(
        new ListRow(
            line,
            word(Kind.MODEL, fields),
            word(Kind.VIEW, fields),
            seed(records, line, fields),
            id(records, line, "user id", columns.of(Kind.USER, fields)),
            id(records, line, "movie id", columns.of(Kind.MOVIE, fields)),
            columns.has(Kind.SCORE) ? score(columns.of(Kind.SCORE, fields)) : Double.NaN,
            columns.has(Kind.RANK) ? rank(columns.of(Kind.RANK, fields)) : ListRow.NO_RANK));
  }

  private String word(Kind kind, List<String> fields) {
    if (!columns.has(kind)) {
      return "";
    }
    String text = columns.of(kind, fields);
    return words.size() < MOST_WORDS ? words.computeIfAbsent(text, word -> word) : text;
  }

  private static int id(Records records, long line, String what, String text) {
    long plain = whole(text);
    if (plain >= 0 && plain <= Integer.MAX_VALUE) {
      return (int) plain;
    }
    String complaint = RatingFields.idComplaint(what, text);
    if (complaint != null) {
      throw records.complaint(line, complaint);
    }
    return RatingFields.id(text);
  }

  private long seed(Records records, long line, List<String> fields) {
    if (!columns.has(Kind.SEED)) {
      return 0;
    }
    String text = columns.of(Kind.SEED, fields);
    long seed = whole(text);
    if (seed < 0) {
      throw records.complaint(line, "seed " + Shown.field(text) + " is not a whole number");
    }
    return seed;
  }

  private static double score(String text) {
    try {
      double score = Double.parseDouble(text);
      return Double.isFinite(score) ? score : Double.NaN;
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private static int rank(String text) {
    long rank = whole(text);
    return rank < 0 || rank > Integer.MAX_VALUE ? ListRow.NO_RANK : (int) rank;
  }

  /** A whole number that is not negative, also one that ends in {@code .0}; else −1. */
  private static long whole(String text) {
    int digits = 0;
    long value = 0;
    while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
      value = 10 * value + text.charAt(digits++) - '0';
      if (digits > MOST_DIGITS) {
        return -1;
      }
    }
    boolean plain =
        digits == text.length() || (digits > 0 && text.substring(digits).matches("\\.0*"));
    return plain && digits > 0 ? value : -1;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
