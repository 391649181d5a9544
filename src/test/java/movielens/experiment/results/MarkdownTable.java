package movielens.experiment.results;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A table of a Markdown page. */
final class MarkdownTable {
  private static final String NOT_RUN = "*Not run yet.*\n";

  private MarkdownTable() {}

  /** The text of the table, or a sentence in its place where there are no rows. */
  static String of(List<String> header, List<List<String>> rows) {
    if (rows.isEmpty()) {
      return NOT_RUN;
    }
    List<String> rule = header.stream().map(column -> "---").toList();
    return Stream.concat(Stream.of(header, rule), rows.stream())
        .map(row -> "| " + String.join(" | ", row) + " |\n")
        .collect(Collectors.joining());
  }
}
