package movielens.experiment.html;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import movielens.experiment.report.DifferenceText;
import movielens.experiment.report.Finding;
import movielens.experiment.report.Numbers;
import movielens.experiment.report.PeopleAndEvents;
import movielens.experiment.report.Table;
import movielens.experiment.report.ViewScores;
import movielens.experiment.run.Comparison;
import movielens.experiment.run.RunFolder;
import movielens.experiment.run.RunResults;

/** How much the models differ: as intervals, and user by user. */
final class DifferenceSections {
  private static final int HISTOGRAM_HEIGHT = 240;

  private final Html html;
  private final RunResults results;
  private final double[] differences;
  private final Optional<Comparison> headline;

  DifferenceSections(Html html, ReportData data) {
    this.html = html;
    this.results = data.results();
    this.differences = data.differences();
    this.headline = Finding.headline(results);
  }

  void write() {
    html.open("section", "id", "differences").element("h2", "Differences, and how sure they are");
    if (headline.isEmpty()) {
      none("No pair of models was compared: a comparison needs generic and one more model.");
    } else {
      html.element(
          "p",
          "Each user is averaged over seeds, then two models are subtracted user by user. The bar"
              + " is a 95% interval. Where it crosses the line at 0, or p does not confirm it, the"
              + " comparison is inconclusive, and grey; else it has the colour of the model that is"
              + " ahead.");
      forests(headline.get());
      numbers();
      PeopleAndEvents.table(results).ifPresent(this::parts);
    }
    html.close();
    html.open("section", "id", "users").element("h2", "User by user");
    users();
    html.close();
  }

  private void forests(Comparison first) {
    List<ForestPlot.Row> judging = new ArrayList<>();
    List<ForestPlot.Row> describing = new ArrayList<>();
    List<ForestPlot.Row> pairs = new ArrayList<>();
    for (Comparison c : results.comparisons()) {
      if (!c.view().equals(first.view()) || !ForestPlot.drawable(c)) {
        continue;
      }
      if (c.a().equals(first.a()) && c.b().equals(first.b())) {
        boolean judges = ViewScores.judges(c.metric());
        (judges ? judging : describing).add(new ForestPlot.Row(c.metric(), c));
      }
      if (c.metric().equals(first.metric())) {
        pairs.add(new ForestPlot.Row(DifferenceText.pair(c), c));
      }
    }
    String question = DifferenceText.pair(first);
    html.open("div", "class", "charts");
    forest("forest-judging", question, "More is better.", judging);
    forest("forest-describing", question, "These describe; more is not better.", describing);
    if (pairs.size() > 1) {
      forest("forest-pairs", "Every pair on " + first.metric(), "More is better.", pairs);
    }
    html.close();
  }

  private void forest(String id, String title, String caption, List<ForestPlot.Row> rows) {
    if (rows.isEmpty()) {
      return;
    }
    StringBuilder description = new StringBuilder("Differences with 95% intervals. ");
    for (ForestPlot.Row row : rows) {
      Comparison c = row.comparison();
      description.append(row.name()).append(": ").append(Numbers.signed(c.difference()));
      description.append(' ').append(DifferenceText.interval(c)).append("; ");
    }
    Figure.write(
        html,
        id,
        title,
        caption,
        description.toString().strip(),
        ForestPlot.height(rows),
        () -> ForestPlot.of(rows));
  }

  /** The pair of the question stands there, the others are folded. */
  private void numbers() {
    List<Comparison> shown =
        DifferenceText.shown(
            results.comparisons().stream()
                .filter(c -> c.view().equals(results.headlineView()))
                .toList());
    String first = DifferenceText.pair(shown.get(0));
    table(first, shown.stream().filter(c -> DifferenceText.pair(c).equals(first)).toList());
    List<Comparison> others =
        shown.stream().filter(c -> !DifferenceText.pair(c).equals(first)).toList();
    if (!others.isEmpty()) {
      html.open("details").element("summary", "The other pairs of models");
      table("The other pairs of models", others);
      html.close();
    }
  }

  /** People, events and their interplay. */
  private void parts(Table table) {
    html.open("details", "id", "parts").element("summary", "People or events?");
    html.element(
        "p",
        "distilled differs from generic in two things: it learns from the power users alone, and"
            + " from their events on the genre alone. devotees (power users, all events) and"
            + " generic-genre (everybody, events on the genre) differ in one. An effect is the mean"
            + " of its two differences; the two effects add up to the whole. The interplay is how"
            + " much the effect of the events differs between models of the power users and models"
            + " of everybody.");
    html.open("div", "class", "wide", "role", "region", "tabindex", "0");
    html.open("table").open("caption").element("span", PeopleAndEvents.TITLE).close();
    html.open("thead").open("tr");
    table.header().forEach(head -> html.element("th", head, "scope", "col"));
    html.close().close().open("tbody");
    for (List<String> row : table.rows()) {
      html.open("tr");
      row.forEach(cell -> html.element("td", cell));
      html.close();
    }
    html.close().close().close().close();
  }

  private void table(String label, List<Comparison> rows) {
    html.open("div", "class", "wide", "role", "region", "tabindex", "0", "aria-label", label);
    html.open("table", "class", "differences").open("caption");
    html.element("span", caption()).close();
    html.open("thead").open("tr");
    html.element("th", "a − b", "scope", "col", "class", "name");
    html.element("th", "metric", "scope", "col", "class", "name");
    DifferenceText.heads(rows.get(0)).forEach(head -> html.element("th", head, "scope", "col"));
    html.close().close().open("tbody");
    String previous = "";
    for (Comparison c : rows) {
      row(c, DifferenceText.pair(c).equals(previous));
      previous = DifferenceText.pair(c);
    }
    html.close().close().close();
  }

  private String caption() {
    return DifferenceText.title(results.comparisons().get(0))
        + ". All "
        + Numbers.count(results.comparisons().size(), "difference")
        + " are in "
        + RunFolder.RESULTS
        + ".";
  }

  private void row(Comparison c, boolean samePair) {
    html.open("tr", "class", samePair ? "same" : "first");
    html.element("th", samePair ? "" : DifferenceText.pair(c), "scope", "row");
    html.element("td", c.metric(), "class", "name");
    List<String> heads = DifferenceText.heads(c);
    List<String> cells = DifferenceText.cells(c);
    for (int i = 0; i < cells.size(); i++) {
      html.element("td", cells.get(i), "data-head", heads.get(i));
    }
    html.close();
  }

  private void users() {
    if (headline.isEmpty()) {
      none("No pair of models was compared.");
      return;
    }
    if (differences.length == 0) {
      none("There is no " + RunFolder.PER_USER + " with values of both models in this run folder.");
      return;
    }
    Comparison c = headline.get();
    html.open("div", "class", "charts");
    Figure.write(
        html,
        "differences",
        c.metric() + ": " + DifferenceText.pair(c),
        "Users with each difference; the dashed line is the mean.",
        "Histogram of " + differences.length + " users. " + split(c),
        HISTOGRAM_HEIGHT,
        () -> DifferencePlot.of(differences, c));
    html.open("div").element("p", split(c));
    html.element(
        "p", "Half of them lie between %s and %s.".formatted(quantile(0.25), quantile(0.75)));
    html.element(
        "p",
        "The middle bar has those with exactly the same value, and nobody else. A user counts once,"
            + " averaged over seeds. Many users with few test movies make high bars at round"
            + " fractions.",
        "class",
        "soft");
    html.close().close();
  }

  /** Of the differences, which ascend. */
  private String quantile(double share) {
    return Numbers.signed(differences[(int) Math.round(share * (differences.length - 1))]);
  }

  private String split(Comparison c) {
    long ahead = Arrays.stream(differences).filter(difference -> difference > 0).count();
    long behind = Arrays.stream(differences).filter(difference -> difference < 0).count();
    return String.format(
        Locale.ROOT,
        "Of %s, %,d have a higher %s with %s, %,d with %s, and %,d the same with both.",
        Numbers.count(differences.length, "user"),
        ahead,
        c.metric(),
        c.a(),
        behind,
        c.b(),
        differences.length - ahead - behind);
  }

  private void none(String why) {
    html.element("p", why, "class", "none");
  }
}
