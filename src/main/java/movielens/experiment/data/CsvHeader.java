package movielens.experiment.data;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import movielens.experiment.files.DataException;

/** The first line of a csv file, which must be exactly the official one. */
final class CsvHeader {
  private static final int SHOWN_CHARACTERS = 200;

  private CsvHeader() {}

  /**
   * Compares a header with the official one.
   *
   * @throws DataException that says whether it is missing, names a column twice, or is another one
   */
  static void check(String file, String header, String expected) {
    if (header.equals(expected)) {
      return;
    }
    String shown =
        header.length() > SHOWN_CHARACTERS ? header.substring(0, SHOWN_CHARACTERS) + "…" : header;
    throw new DataException(file + ":1: " + complaint(shown, expected));
  }

  private static String complaint(String header, String expected) {
    String wanted = "the first line must be " + expected;
    if (header.indexOf('\0') >= 0) {
      return "the line has a NUL byte; the file is damaged or not UTF-8, download it again";
    }
    if (header.isBlank() || Character.isDigit(header.charAt(0))) {
      return "the header is missing; " + wanted;
    }
    List<String> columns = Arrays.asList(header.split(",", -1));
    Set<String> seen = new HashSet<>();
    for (String column : columns) {
      if (!seen.add(column)) {
        return "the header names column '" + column + "' twice; " + wanted;
      }
    }
    return "the header is '" + header + "'; " + wanted;
  }
}
