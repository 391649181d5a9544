package movielens.experiment.data.reading;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import movielens.experiment.files.DataException;

/** Reads ratings in any form that is understood, row by row; says what is wrong with a row. */
final class RatingsTable {
  private static final int ROWS_PER_BLOCK = 1 << 16;

  private final String file;
  private final TableForm form;
  private final int latestEpochSecond;
  private final RatingsBlock scratch = new RatingsBlock(1 << 12);
  private final List<RatingsBlock> blocks = new ArrayList<>();
  private TimeForm timeForm = TimeForm.SECONDS;

  /**
   * A reader of one file.
   *
   * @param file what messages call it
   * @param latestEpochSecond times after this one are refused
   */
  RatingsTable(String file, TableForm form, int latestEpochSecond) {
    this.file = file;
    this.form = form;
    this.latestEpochSecond = latestEpochSecond;
  }

  /**
   * Reads all rows.
   *
   * @throws DataException with {@code file:line} at the first that is refused
   */
  RatingsFile read(Reader text) throws IOException {
    Records records = new Records(file, text, form.separator(), form.quotes());
    long line = 1;
    CsvRecord row = form.header().isEmpty() ? records.next() : afterHeader(records);
    RatingFields fields = null;
    for (; row != null; row = records.next()) {
      line = row.getStartingLineNumber();
      String complaint = countComplaint(row);
      if (complaint == null) {
        if (fields == null) {
          timeForm = TimeForm.of(field(row, 3).strip());
          fields = new RatingFields(timeForm, latestEpochSecond);
        }
        complaint =
            fields.addTo(scratch, field(row, 0), field(row, 1), field(row, 2), field(row, 3));
      }
      if (complaint != null) {
        throw records.complaint(line, reason(row, complaint));
      }
      if (scratch.rows == ROWS_PER_BLOCK) {
        flush();
      }
    }
    flush();
    if (blocks.stream().allMatch(block -> block.rows == 0)) {
      throw records.complaint(line, "the file holds no ratings; download it again");
    }
    return new RatingsFile(List.copyOf(blocks), words());
  }

  private static CsvRecord afterHeader(Records records) throws IOException {
    records.next();
    return records.next();
  }

  private String field(CsvRecord row, int wanted) {
    return row.getField(form.positions()[wanted]);
  }

  private String countComplaint(CsvRecord row) {
    int count = row.getFieldCount();
    if (count == form.width()) {
      return null;
    }
    return (count < form.width() ? "a field is missing" : "there are too many fields")
        + ": "
        + count
        + " instead of the "
        + form.width()
        + " of "
        + form.line();
  }

  /** The reasons that explain more than the one found first. */
  private String reason(CsvRecord row, String found) {
    if (row.getFields().stream().anyMatch(field -> field.indexOf('\0') >= 0)) {
      return "the line has a NUL byte; the file is damaged or not UTF-8, download it again";
    }
    if (row.getFields().equals(form.header())) {
      return "the header stands here a second time; remove this line";
    }
    return found;
  }

  private void flush() {
    blocks.add(scratch.copy());
    scratch.clear();
  }

  private Optional<String> words() {
    String words =
        Stream.of(form.words(), timeForm.words())
            .flatMap(Optional::stream)
            .collect(Collectors.joining("; "));
    return Optional.of(words).filter(text -> !text.isEmpty());
  }
}
