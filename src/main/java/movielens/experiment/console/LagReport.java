package movielens.experiment.console;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import movielens.experiment.console.TextTable.Cell;
import movielens.experiment.report.Numbers;
import movielens.experiment.run.LagSummary;
import movielens.experiment.run.LagTable;
import movielens.experiment.run.RunResults;
import movielens.experiment.run.ViewScope;

/** Which test events were found, near and far, as text for a person. */
public final class LagReport {
  private static final int WIDTH = 120;

  private final PrintStream out;
  private final Terminal terminal;

  /**
   * A report that goes to a stream.
   *
   * @param out where to
   * @param terminal what that place can show
   */
  public LagReport(PrintStream out, Terminal terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** Prints the tables of every view whose models can be compared. */
  public void print(RunResults results) {
    if (results.lags().isEmpty()) {
      line("These results do not say when test events come: they are of an earlier version.");
    }
    results
        .lags()
        .forEach(
            (view, models) -> {
              ViewScope scope = results.scopes().get(view);
              if (scope == null || scope.comparable()) {
                view(view, models);
              }
            });
    out.flush();
  }

  private void view(String view, Map<String, LagSummary> models) {
    LagSummary first = models.values().iterator().next();
    line("");
    out.println(
        terminal.bold(
            terminal.text(
                view
                    + ": share of test events in the top 10, by when they come"
                    + (first.showsUsers() ? ", mean over users" : ""))));
    line(
        String.format(
            Locale.ROOT,
            "%.1f%% of these users' %s are of movies without a training event: no model finds"
                + " them.",
            100 * first.coldShare(),
            Numbers.count(first.testEvents(), "test event")));
    for (String lag : first.byLag().keySet()) {
      line("");
      table(lag, models).lines(terminal, WIDTH).forEach(out::println);
    }
  }

  private static TextTable table(String lag, Map<String, LagSummary> models) {
    LagTable first = models.values().iterator().next().byLag().get(lag);
    List<String> header = new ArrayList<>(List.of(lag));
    header.addAll(first.bins());
    TextTable table = new TextTable(1, header);
    List<Cell> events = new ArrayList<>(List.of(Cell.plain("(events)")));
    first.events().forEach(n -> events.add(Cell.plain(Numbers.count(n))));
    table.row(events);
    models.forEach(
        (model, summary) -> {
          List<Cell> row = new ArrayList<>(List.of(Cell.plain(model)));
          summary.byLag().get(lag).shown().forEach(f -> row.add(Cell.plain(Numbers.value(f))));
          table.row(row);
        });
    return table;
  }

  private void line(String text) {
    out.println(terminal.text(text));
  }
}
