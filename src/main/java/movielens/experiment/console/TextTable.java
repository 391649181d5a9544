package movielens.experiment.console;

import java.util.ArrayList;
import java.util.List;
import movielens.experiment.report.Table;

/**
 * A table of text that is never wider than a page: the first columns are on the left, the others
 * are aligned on the right, and columns that find no room follow in further tables with the first
 * column repeated.
 */
final class TextTable {
  private static final String GAP = "  ";

  private final int leftColumns;
  private final List<String> header;
  private final List<List<Cell>> rows = new ArrayList<>();

  TextTable(int leftColumns, List<String> header) {
    this.leftColumns = leftColumns;
    this.header = List.copyOf(header);
  }

  /** A table without bold cells. */
  static TextTable of(Table table) {
    TextTable text = new TextTable(table.names(), table.header());
    table.rows().forEach(row -> text.row(row.stream().map(Cell::plain).toList()));
    return text;
  }

  /** A cell; a bold one stands out where the terminal can show it. */
  record Cell(String text, boolean bold) {
    static Cell plain(String text) {
      return new Cell(text, false);
    }
  }

  void row(List<Cell> cells) {
    if (cells.size() != header.size()) {
      throw new IllegalArgumentException(cells.size() + " cells under " + header.size());
    }
    rows.add(List.copyOf(cells));
  }

  /** The lines, none wider than {@code width} unless two columns alone are. */
  List<String> lines(Terminal terminal, int width) {
    int[] widths = new int[header.size()];
    for (int column = 0; column < widths.length; column++) {
      widths[column] = terminal.text(header.get(column)).length();
      for (List<Cell> row : rows) {
        widths[column] = Math.max(widths[column], terminal.text(row.get(column).text()).length());
      }
    }
    List<String> lines = new ArrayList<>();
    int from = 1;
    do {
      int to = from;
      int used = widths[0];
      while (to < widths.length && (to == from || used + GAP.length() + widths[to] <= width)) {
        used += GAP.length() + widths[to++];
      }
      if (from > 1) {
        lines.add("");
      }
      block(lines, terminal, widths, from, to);
      from = to;
    } while (from < widths.length);
    return lines;
  }

  private void block(List<String> lines, Terminal terminal, int[] widths, int from, int to) {
    List<Cell> heads = header.stream().map(Cell::plain).toList();
    String head = line(terminal, heads, widths, from, to);
    lines.add(head);
    lines.add(terminal.text("─").repeat(head.length()));
    for (List<Cell> row : rows) {
      lines.add(line(terminal, row, widths, from, to));
    }
  }

  private String line(Terminal terminal, List<Cell> cells, int[] widths, int from, int to) {
    StringBuilder line = new StringBuilder();
    String first = terminal.text(cells.get(0).text());
    line.append(first).append(" ".repeat(widths[0] - first.length()));
    for (int column = from; column < to; column++) {
      Cell cell = cells.get(column);
      String text = terminal.text(cell.text());
      String shown = cell.bold() ? terminal.bold(text) : text;
      String space = " ".repeat(widths[column] - text.length());
      line.append(GAP).append(column < leftColumns ? shown + space : space + shown);
    }
    return line.toString().stripTrailing();
  }
}
