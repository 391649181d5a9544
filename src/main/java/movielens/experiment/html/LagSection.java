package movielens.experiment.html;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import movielens.experiment.evaluation.ModelName;
import movielens.experiment.report.Numbers;
import movielens.experiment.run.LagSummary;
import movielens.experiment.run.LagTable;
import movielens.experiment.run.RunResults;

/** Which test events of the headline were found, near and far from the training part. */
final class LagSection {
  private static final Map<String, String> TITLES =
      Map.of(
          "rank", "By place among the user's test events",
          "time", "By time since the user's last training event");

  private static final int MOST_DRAWN = 8;
  private static final Set<String> FIRST_DRAWN =
      Stream.of(
              ModelName.GENERIC,
              ModelName.DISTILLED,
              ModelName.FINE_TUNED,
              ModelName.POPULAR,
              ModelName.EASE,
              ModelName.EASE_RECENT)
          .map(ModelName::label)
          .collect(Collectors.toUnmodifiableSet());

  private final Html html;
  private final Map<String, LagSummary> models;

  LagSection(Html html, RunResults results) {
    this.html = html;
    this.models = results.lags().getOrDefault(results.headlineView(), Map.of());
  }

  /** Writes nothing for a run of a program that did not look. */
  void write() {
    if (models.isEmpty()) {
      return;
    }
    LagSummary first = models.values().iterator().next();
    html.open("section", "id", "lags").element("h2", "Near and far");
    html.element(
        "p",
        "A test event soon after the training part is often the rest of the same visit. Share of"
            + " test events that are in their user's top 10, by how far they are; "
            + counted(first)
            + ". "
            + Numbers.percent(first.coldShare())
            + " of these users' "
            + Numbers.count(first.testEvents(), "test event")
            + ", of all genres, are of movies without a training event: no model finds them."
            + " Counted below are those of the movies that are ranked.");
    Swatch.legend(html, drawn());
    html.open("div", "class", "charts");
    first.byLag().keySet().forEach(this::chart);
    html.close();
    html.open("details").element("summary", "The same as tables");
    first.byLag().keySet().forEach(this::table);
    html.close().close();
  }

  private static String counted(LagSummary summary) {
    return summary.showsUsers()
        ? "mean over users who have such events"
        : "users with many events count more";
  }

  private Map<String, LagTable> tables(String lag) {
    Map<String, LagTable> tables = new LinkedHashMap<>();
    models.forEach((model, summary) -> tables.put(model, summary.byLag().get(lag)));
    return tables;
  }

  private static String title(String lag) {
    return TITLES.getOrDefault(lag, lag);
  }

  /** Where there are many models, those that a reader looks for; the tables have all. */
  private Set<String> drawn() {
    Set<String> names = new LinkedHashSet<>(models.keySet());
    if (names.size() > MOST_DRAWN) {
      names.retainAll(FIRST_DRAWN);
    }
    return names.isEmpty() ? models.keySet() : names;
  }

  private void chart(String lag) {
    Map<String, LagTable> tables = tables(lag);
    tables.keySet().retainAll(drawn());
    Set<String> names = tables.keySet();
    StringBuilder description = new StringBuilder(title(lag) + ". ");
    tables.forEach(
        (model, table) -> description.append(model).append(' ').append(shares(table)).append("; "));
    Figure.write(
        html,
        "lag-" + lag,
        title(lag),
        "The nearest on top.",
        description.toString().strip(),
        GenrePlot.height(tables.values().iterator().next().bins().size(), names.size()),
        () -> LagPlot.of(tables));
  }

  private static String shares(LagTable table) {
    return String.join(", ", table.shown().stream().map(Numbers::value).toList());
  }

  private void table(String lag) {
    Map<String, LagTable> tables = tables(lag);
    LagTable first = tables.values().iterator().next();
    String label = title(lag);
    html.open("div", "class", "wide", "role", "region", "tabindex", "0", "aria-label", label);
    html.open("table").open("caption").element("span", label).close();
    html.open("thead").open("tr").element("th", "", "scope", "col");
    first.bins().forEach(bin -> html.element("th", bin, "scope", "col"));
    html.close().close().open("tbody");
    row("events", first.events().stream().map(Numbers::count).toList());
    tables.forEach(
        (model, table) -> row(model, table.shown().stream().map(Numbers::value).toList()));
    html.close().close().close();
  }

  private void row(String name, List<String> cells) {
    html.open("tr").element("th", name, "scope", "row");
    cells.forEach(text -> html.element("td", text));
    html.close();
  }
}
