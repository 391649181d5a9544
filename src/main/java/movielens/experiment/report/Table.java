package movielens.experiment.report;

import java.util.List;

/**
 * A table of text that has no form yet.
 *
 * @param names how many columns at the left name a row; the others hold values
 * @param header heads of the columns
 * @param rows as many cells each
 */
public record Table(int names, List<String> header, List<List<String>> rows) {
  /** Copies the lists. */
  public Table {
    header = List.copyOf(header);
    rows = rows.stream().map(List::copyOf).toList();
    for (List<String> row : rows) {
      if (row.size() != header.size()) {
        throw new IllegalArgumentException(row.size() + " cells under " + header.size());
      }
    }
  }
}
