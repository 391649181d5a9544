package movielens.experiment.files;

import java.io.IOException;
import java.io.Writer;

/** Builds one CSV line after another in a reused buffer. */
public final class CsvLine {
  private static final String FORMULA = "=+-@\t\r";

  private final Writer out;
  private final StringBuilder line = new StringBuilder(128);

  public CsvLine(Writer out, String header) throws IOException {
    this.out = out;
    out.write(header);
    out.write('\n');
  }

  public CsvLine add(long value) {
    separate();
    line.append(value);
    return this;
  }

  public CsvLine add(double value) {
    separate();
    line.append(value);
    return this;
  }

  public CsvLine add(float value) {
    separate();
    line.append(value);
    return this;
  }

  /** Text that a spreadsheet would run as a formula gets an apostrophe before it. */
  public CsvLine add(String text) {
    separate();
    String value = formulaBehindApostrophes(text) ? "'" + text : text;
    boolean quoted = false;
    for (int i = 0; i < value.length() && !quoted; i++) {
      char c = value.charAt(i);
      quoted = c == ',' || c == '"' || c == '\n' || c == '\r';
    }
    if (quoted) {
      line.append('"').append(value.replace("\"", "\"\"")).append('"');
    } else {
      line.append(value);
    }
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

  public void end() throws IOException {
    line.append('\n');
    out.append(line);
    line.setLength(0);
  }

  private void separate() {
    if (line.length() > 0) {
      line.append(',');
    }
  }
}
