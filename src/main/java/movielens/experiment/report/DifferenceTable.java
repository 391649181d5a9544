package movielens.experiment.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import movielens.experiment.report.TextTable.Cell;

/** Differences of pairs of models as text, with what is known of their certainty. */
final class DifferenceTable {
  private final boolean joint;
  private final TextTable table;

  /**
   * A table.
   *
   * @param comparisons of one view, by pair; at least one
   */
  DifferenceTable(List<Comparison> comparisons) {
    joint = comparisons.stream().allMatch(c -> c.certainty() != null);
    List<String> header = new ArrayList<>(List.of("a − b", "metric", "difference", "95% interval"));
    header.addAll(joint ? List.of("p", "d_z", "won/lost") : List.of("p", "Holm p"));
    header.addAll(List.of("users", "a is"));
    table = new TextTable(2, header);
    String previous = "";
    for (Comparison c : comparisons) {
      String pair = c.a() + " − " + c.b();
      row(pair.equals(previous) ? "" : pair, c);
      previous = pair;
    }
  }

  /** What the columns are. */
  String title() {
    return joint
        ? "Differences (a − b), paired by user, with 95% interval over users and seeds and sign-flip p"
        : "Differences (a − b), paired by user, with 95% bootstrap interval and Wilcoxon p";
  }

  TextTable table() {
    return table;
  }

  private void row(String pair, Comparison c) {
    List<String> cells = new ArrayList<>(List.of(pair, c.metric(), Numbers.signed(c.difference())));
    cells.add(interval(c));
    cells.add(Numbers.p(c.shownP()));
    if (joint) {
      double dz = c.certainty().effect().dz();
      cells.add(Double.isFinite(dz) ? String.format(Locale.ROOT, "%+.2f", dz) : "n/a");
      cells.add(sides(c));
    } else {
      cells.add(Numbers.p(c.pHolm()));
    }
    cells.add(Numbers.count(c.users()));
    cells.add(side(c));
    table.row(cells.stream().map(Cell::plain).toList());
  }

  /** The interval over users and seeds, or over users where that is all there is. */
  static String interval(Comparison c) {
    return "["
        + Numbers.signed(c.shownInterval().low())
        + ", "
        + Numbers.signed(c.shownInterval().high())
        + "]";
  }

  private static String sides(Comparison c) {
    double better = c.certainty().effect().better();
    double worse = c.certainty().effect().worse();
    return Double.isFinite(better)
        ? String.format(Locale.ROOT, "%.0f%%/%.0f%%", 100 * better, 100 * worse)
        : "n/a";
  }

  /** On which side of 0 the interval lies; equal when it is between the margins and holds 0. */
  static String side(Comparison c) {
    if (c.inconclusive() && c.equivalent()) {
      return "equal";
    }
    return Numbers.side(c.shownInterval().low(), c.shownInterval().high());
  }
}
