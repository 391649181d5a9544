package movielens.experiment.data.reading;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import movielens.experiment.files.DataException;

/** The rows of a table, one after another, as the CSV library reads them. */
final class Records {
  /** In the place of a quote where there are none: a character that no file may have. */
  static final char NO_QUOTE = '\0';

  private static final int MOST_FIELDS = TableForm.MAX_LINE_CHARACTERS;
  private static final Pattern LINE = Pattern.compile("line (\\d+)");

  private final String file;
  private final CloseableIterator<CsvRecord> records;

  /**
   * The records of a text.
   *
   * @param file what messages call it
   * @param separator what stands between two fields
   * @param quotes whether a field may stand in quotes
   */
  Records(String file, Reader text, String separator, boolean quotes) {
    this.file = file;
    this.records =
        CsvReader.builder()
            .fieldSeparator(separator)
            .quoteCharacter(quotes ? '"' : NO_QUOTE)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .allowUnclosedQuote(false)
            .maxBufferSize(2 * TableForm.MAX_LINE_CHARACTERS)
            .build(
                CsvRecordHandler.of(
                    handler ->
                        handler
                            .maxFields(MOST_FIELDS)
                            .maxFieldSize(TableForm.MAX_LINE_CHARACTERS)
                            .maxRecordSize(TableForm.MAX_LINE_CHARACTERS)),
                text)
            .iterator();
  }

  /** A row that was refused. */
  DataException complaint(long line, String what) {
    return new DataException(file + ":" + line + ": " + what);
  }

  /**
   * The next row, or null after the last.
   *
   * @throws DataException at one that is too long, or whose quotes are wrong
   */
  CsvRecord next() throws IOException {
    CsvRecord next;
    try {
      next = records.hasNext() ? records.next() : null;
    } catch (CsvParseException e) {
      throw explained(e);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    if (next != null && length(next) > TableForm.MAX_LINE_CHARACTERS) {
      throw complaint(next.getStartingLineNumber(), tooLong());
    }
    return next;
  }

  private static int length(CsvRecord next) {
    int length = next.getFieldCount() - 1;
    for (int i = 0; i < next.getFieldCount(); i++) {
      length += next.getField(i).length();
    }
    return length;
  }

  private static String tooLong() {
    return "the line is longer than 64 KiB; this is not such a file, or it is damaged";
  }

  private DataException explained(CsvParseException e) throws IOException {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof DataException data) {
        return data;
      }
      if (cause instanceof IOException io) {
        throw io;
      }
    }
    Matcher line = LINE.matcher(e.getMessage());
    long at = line.find() ? Long.parseLong(line.group(1)) : 1;
    if (e.getMessage().contains("Unclosed quoted field")) {
      return complaint(at, "a quote is opened and not closed");
    }
    if (e.getMessage().contains("closing quote")) {
      return complaint(at, "text follows a closing quote; quotes inside a field are written twice");
    }
    return complaint(at, tooLong());
  }
}
