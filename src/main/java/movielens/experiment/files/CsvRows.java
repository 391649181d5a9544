package movielens.experiment.files;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Reads back, row by row and with its text unchanged, what {@link CsvLine} writes (RFC 4180,
 * UTF-8).
 */
public final class CsvRows {
  private final Path file;
  private final BufferedReader in;
  private final StringBuilder field = new StringBuilder();
  private long line = 1;

  private CsvRows(Path file, BufferedReader in) {
    this.file = file;
    this.in = in;
  }

  /** Takes one row. */
  @FunctionalInterface
  public interface Row {
    /**
     * Takes the fields of a row; the list is used again for the next one.
     *
     * @throws NumberFormatException when a field is no number
     */
    void accept(List<String> fields);
  }

  /**
   * Gives every row after the header to {@code rows}.
   *
   * @param header the line that the file must begin with
   * @throws DataException when the file cannot be read or is malformed
   */
  public static void read(Path file, String header, Row rows) {
    try (InputStream bytes = Files.newInputStream(file);
        InputStream plain =
            file.toString().endsWith(".gz") ? new GZIPInputStream(bytes, 1 << 16) : bytes;
        BufferedReader in =
            new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8), 1 << 16)) {
      new CsvRows(file, in).read(header, rows);
    } catch (NoSuchFileException e) {
      throw new DataException(file + " is missing; repeat the run to write it again", e);
    } catch (IOException e) {
      throw new DataException(
          file + " cannot be read (" + e.getMessage() + "); repeat the run to write it again", e);
    }
  }

  private void read(String header, Row rows) throws IOException {
    List<String> fields = new ArrayList<>();
    int columns = header.split(",", -1).length;
    if (!next(fields) || !String.join(",", fields).equals(header)) {
      throw malformed("expected the header " + header);
    }
    long first = line;
    while (next(fields)) {
      if (fields.size() != columns) {
        throw malformed(first, fields.size() + " fields, expected " + columns);
      }
      try {
        rows.accept(fields);
      } catch (NumberFormatException e) {
        throw malformed(first, "not a number: " + e.getMessage());
      }
      first = line;
    }
  }

  /** Reads one row; false at the end of the file. */
  private boolean next(List<String> fields) throws IOException {
    fields.clear();
    int c = in.read();
    if (c < 0) {
      return false;
    }
    while (true) {
      field.setLength(0);
      c = c == '"' ? quoted() : unquoted(c);
      fields.add(CsvLine.original(field.toString()));
      if (c != ',') {
        line++;
        return true;
      }
      c = in.read();
    }
  }

  /** Fills the field and returns what ends it: a comma, a line feed or the end of the file. */
  private int unquoted(int first) throws IOException {
    int c = first;
    while (c >= 0 && c != ',' && c != '\n') {
      field.append((char) c);
      c = in.read();
    }
    return c;
  }

  private int quoted() throws IOException {
    while (true) {
      int c = in.read();
      if (c < 0) {
        throw malformed("the file ends inside a quoted field");
      }
      if (c == '"') {
        c = in.read();
        if (c != '"') {
          return unquoted(c);
        }
      }
      line += c == '\n' ? 1 : 0;
      field.append((char) c);
    }
  }

  private DataException malformed(String what) {
    return malformed(line, what);
  }

  private DataException malformed(long at, String what) {
    return new DataException(
        file + ":" + at + ": " + what + "; repeat the run to write this file again");
  }
}
