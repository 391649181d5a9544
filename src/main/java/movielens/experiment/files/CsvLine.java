package movielens.experiment.files;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/** Builds one CSV line after another (RFC 4180, lines end with a line feed). */
public final class CsvLine {
  private static final String FORMULA = "=+-@\t\r";

  private final CsvWriter out;
  private final List<String> fields = new ArrayList<>();

  /**
   * Writes the header.
   *
   * @param header names with commas between them
   */
  public CsvLine(Writer out, String header) throws IOException {
    out.write(header);
    out.write('\n');
    // Nothing is held back here: whoever made the writer buffers it.
    this.out = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).bufferSize(0).build(out);
  }

  /** A whole number. */
  public CsvLine add(long value) {
    fields.add(Long.toString(value));
    return this;
  }

  /** A number as Java writes it. */
  public CsvLine add(double value) {
    fields.add(Double.toString(value));
    return this;
  }

  /** A number as Java writes it. */
  public CsvLine add(float value) {
    fields.add(Float.toString(value));
    return this;
  }

  /** Text that a spreadsheet would run as a formula gets an apostrophe before it. */
  public CsvLine add(String text) {
    fields.add(formulaBehindApostrophes(text) ? "'" + text : text);
    return this;
  }

  /** The text that {@link #add(String)} was given. */
  public static String original(String field) {
    return field.startsWith("'") && formulaBehindApostrophes(field) ? field.substring(1) : field;
  }

  /** Apostrophes count too: else a title that has one already could not be told apart. */
  private static boolean formulaBehindApostrophes(String text) {
    int i = 0;
    while (i < text.length() && text.charAt(i) == '\'') {
      i++;
    }
    return i < text.length() && FORMULA.indexOf(text.charAt(i)) >= 0;
  }

  /** Ends the line. */
  public void end() throws IOException {
    try {
      out.writeRecord(fields);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    fields.clear();
  }
}
