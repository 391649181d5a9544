package movielens.experiment.files;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Reads back, row by row and with its text unchanged, what {@link CsvLine} writes (RFC 4180,
 * UTF-8).
 */
public final class CsvRows {
  private CsvRows() {}

  /** Takes one row. */
  @FunctionalInterface
  public interface Row {
    /**
     * Takes the fields of a row.
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
      read(file, in, header, rows);
    } catch (NoSuchFileException e) {
      throw new DataException(file + " is missing; repeat the run to write it again", e);
    } catch (IOException e) {
      throw new DataException(
          file + " cannot be read (" + e.getMessage() + "); repeat the run to write it again", e);
    }
  }

  private static void read(Path file, Reader in, String header, Row rows) throws IOException {
    int columns = header.split(",", -1).length;
    boolean begun = false;
    try (CsvReader<CsvRecord> records =
        CsvReader.builder()
            .skipEmptyLines(false)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .ofCsvRecord(in)) {
      for (CsvRecord row : records) {
        List<String> fields = row.getFields().stream().map(CsvLine::original).toList();
        if (!begun && !String.join(",", fields).equals(header)) {
          break;
        }
        if (begun) {
          accept(file, row.getStartingLineNumber(), fields, columns, rows);
        }
        begun = true;
      }
    } catch (CsvParseException e) {
      throw malformed(file, "not CSV: " + e.getMessage());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    if (!begun) {
      throw malformed(file + ":1", "expected the header " + header);
    }
  }

  private static void accept(Path file, long line, List<String> fields, int columns, Row rows) {
    if (fields.size() != columns) {
      throw malformed(file + ":" + line, fields.size() + " fields, expected " + columns);
    }
    try {
      rows.accept(fields);
    } catch (NumberFormatException e) {
      throw malformed(file + ":" + line, "not a number: " + e.getMessage());
    }
  }

  private static DataException malformed(Object place, String what) {
    return new DataException(place + ": " + what + "; repeat the run to write this file again");
  }
}
