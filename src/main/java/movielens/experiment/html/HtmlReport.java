package movielens.experiment.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import movielens.experiment.evaluation.ModelName;
import movielens.experiment.evaluation.View;
import movielens.experiment.report.Finding;
import movielens.experiment.report.Numbers;
import movielens.experiment.report.PeopleAndEvents;
import movielens.experiment.report.ViewScores;
import movielens.experiment.run.DatasetInfo;
import movielens.experiment.run.Judged;
import movielens.experiment.run.RunFolder;
import movielens.experiment.run.RunResults;
import movielens.experiment.run.SliceInfo;

/**
 * A run as one page for a browser or a printer: a single file that loads nothing and runs nothing,
 * made from the files of the run folder alone. Equal folders give equal bytes on one machine.
 */
public final class HtmlReport {
  /** Below this share of all places late films are not worth a list. */
  private static final double NEXT_TO_NONE = 0.01;

  private static final String STYLE = "report.css";

  /** The page may show what is in it, and no more, whatever a title contains. */
  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

  private final ReportData data;
  private final RunResults results;
  private final Html html = new Html();

  private HtmlReport(ReportData data) {
    this.data = data;
    this.results = data.results();
  }

  /**
   * Writes {@code report.html} into a run folder that has everything else.
   *
   * @throws movielens.experiment.data.DataException when a file in it is missing, malformed or of
   *     another schema version
   */
  public static void write(RunFolder folder) {
    folder.writeText(RunFolder.REPORT, page(ReportData.read(folder)));
  }

  static String page(ReportData data) {
    return new HtmlReport(data).page();
  }

  private String page() {
    html.open("html", "lang", "en");
    head();
    html.open("body");
    answer();
    html.open("main");
    headline();
    new DifferenceSections(html, data).write();
    new LagSection(html, results).write();
    if (results.judged() == null) {
      new TrainingSection(html, data).write();
    }
    new SpreadSections(html, data).write();
    new StorySection(html, data).write();
    otherViews();
    new RepeatSection(html, data).write();
    html.close();
    html.element(
        "footer",
        "This page is made from the files beside it, and holds everything it shows: it loads"
            + " nothing. Every number in it was computed in the run.");
    html.close().close();
    return html.page();
  }

  private void head() {
    html.open("head");
    html.empty("meta", "charset", "utf-8");
    html.empty("meta", "http-equiv", "Content-Security-Policy", "content", POLICY);
    html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    html.empty("meta", "name", "color-scheme", "content", "light dark");
    html.element("title", subject() + " · " + results.dataset().name());
    html.style(style());
    html.close();
  }

  private String subject() {
    if (results.judged() != null) {
      return results.judged().lists().stream()
          .map(Judged.Lists::name)
          .collect(Collectors.joining(", "));
    }
    SliceInfo slice = results.slice();
    return slice == null ? "Experiment" : slice.genre() + ": distilled or generic?";
  }

  /** The answer first, then what weakens it, then what was asked. */
  private void answer() {
    html.open("header");
    html.open("h1", "style", "--verdict: " + verdict());
    html.text(Finding.verdict(results));
    Finding.figures(results)
        .ifPresent(figures -> html.text(": ").element("span", figures, "class", "figures"));
    html.close();
    Stream.of(
            Optional.of(String.join(" ", Finding.others(results))),
            Finding.later(results),
            PeopleAndEvents.sentence(results))
        .flatMap(Optional::stream)
        .filter(words -> !words.isEmpty())
        .forEach(words -> html.element("p", words, "class", "lead"));
    List<String> weaknesses = Finding.weaknesses(results);
    if (!weaknesses.isEmpty() || !results.warnings().isEmpty()) {
      html.open("ul", "class", "weak", "aria-label", "What weakens this");
      weaknesses.forEach(weakness -> html.element("li", weakness));
      results.warnings().forEach(warning -> html.element("li", "Warning: " + warning));
      html.close();
    }
    question();
    facts();
    html.open("nav", "aria-label", "Sections");
    link("table", "The table");
    link("differences", "Differences");
    link("users", "Users");
    if (!results.lags().isEmpty()) {
      link("lags", "Near and far");
    }
    if (results.judged() == null) {
      link("training", "Training");
    }
    link("coverage", "Coverage");
    link("genres", "Genres");
    link("stories", "Stories");
    link("repeat", "Repeat it");
    html.close();
    html.close();
  }

  private String verdict() {
    return Finding.headline(results)
        .filter(c -> c.side() != 0)
        .map(c -> "var(" + Ink.of(c.side() > 0 ? c.a() : c.b()).variable() + ")")
        .orElse("var(" + Ink.MUTED.variable() + ")");
  }

  private void question() {
    SliceInfo slice = results.slice();
    html.open("p", "class", "lead");
    if (results.judged() != null) {
      html.text("Lists made elsewhere, judged beside the models of the run in ");
      html.element("b", results.judged().run());
      html.text(
          ": the same people, movies and test events, the same metrics, intervals and tests.");
    } else if (slice == null) {
      html.text(
          "This run has no genre slice: each model recommends from the whole catalogue to all"
              + " users.");
    } else {
      html.text("The question: does a sequence model trained on the devotees of ");
      html.element("b", slice.genre());
      html.text(" alone (");
      model(ModelName.DISTILLED.label());
      html.text(") recommend better to them than one trained on everybody (");
      model(ModelName.GENERIC.label());
      html.text(")? Both rank the same movies for the same people.");
      String own = results.ownOptions(ModelName.DISTILLED.label());
      if (!own.isEmpty()) {
        html.text(" distilled has options of its own: " + own + ".");
      }
    }
    html.close();
  }

  private void model(String label) {
    html.element("b", label, "style", "color: var(" + Ink.of(label).variable() + ")");
  }

  private void facts() {
    DatasetInfo dataset = results.dataset();
    SliceInfo slice = results.slice();
    html.open("dl", "class", "facts");
    fact("Data", dataset.name() + (dataset.synthetic() ? " (synthetic)" : ""));
    fact("Users · movies", Numbers.count(dataset.users()) + " · " + Numbers.count(dataset.items()));
    fact("Events", Numbers.count(dataset.events()));
    if (results.judged() != null) {
      results
          .judged()
          .lists()
          .forEach(lists -> fact("Lists of " + lists.name(), Numbers.count(lists.rows(), "row")));
    }
    if (slice != null) {
      fact("Power users of " + slice.genre(), Numbers.count(slice.powerUsers()));
      fact(slice.genre() + " movies", Numbers.count(slice.items()));
    }
    fact(
        results.seeds().size() == 1 ? "Seed" : "Seeds",
        results.seeds().stream().map(String::valueOf).collect(Collectors.joining(", ")));
    html.close();
  }

  private void fact(String name, String value) {
    html.open("div").element("dt", name).element("dd", value).close();
  }

  private void link(String id, String text) {
    html.element("a", text, "href", "#" + id);
  }

  private void headline() {
    String view = results.headlineView();
    html.open("section", "id", "table");
    html.element("h2", view.isEmpty() ? "The table" : "The table: " + view);
    if (view.isEmpty()) {
      html.element("p", "No model was evaluated.", "class", "none");
    } else {
      new MetricTable(html, results, view).write();
      html.open("p", "class", "soft");
      html.text("* marks the best value of a column, where more is better and all rank the same. ");
      html.text(
          results.seeds().size() > 1
              ? "The small figure is the standard deviation over seeds."
              : "With one seed there is no deviation to show.");
      html.close();
      lateFilms();
      new Glossary(html, results).write();
    }
    html.close();
  }

  private void lateFilms() {
    if (results.lateFilms().isEmpty()) {
      return;
    }
    String shares =
        results.lateFilms().entrySet().stream()
            .map(share -> share.getKey() + " " + Numbers.percent(share.getValue()))
            .collect(Collectors.joining(", "));
    double most = results.lateFilms().values().stream().mapToDouble(share -> share).max().orElse(0);
    html.open("p", "class", "soft", "id", "late").element("b", "Late films");
    html.text(
        ", whose first event in the data lies after the user's last training event, so that no real"
            + " system could have known them, fill this share of the top-10 places: "
            + (most < NEXT_TO_NONE
                ? "at most " + Numbers.percent(most) + " of any model's"
                : shares)
            + ". With --split temporal there are none.");
    html.close();
  }

  private void otherViews() {
    List<String> views =
        ViewScores.order(results).stream()
            .filter(view -> !view.equals(results.headlineView()))
            .toList();
    if (views.isEmpty()) {
      return;
    }
    html.open("section", "id", "views");
    html.element("h2", "Other ways to look at the same models");
    html.open("details").element("summary", String.join(", ", views));
    for (String view : views) {
      html.element("h3", view);
      about(view).ifPresent(text -> html.element("p", text));
      new MetricTable(html, results, view).write();
    }
    html.close().close();
  }

  private static Optional<String> about(String view) {
    return View.of(view)
        .map(
            known ->
                switch (known) {
                  case LIKE_FOR_LIKE -> null;
                  case GENERIC_REACH ->
                      "The same people and test events; models that know all movies choose from"
                          + " the whole catalogue.";
                  case LATER ->
                      "The same lists for those of the people who come back: only test events"
                          + " that come a while after the last training event count (see later"
                          + " among the words).";
                  case AS_PUBLISHED ->
                      "Each model on its own people and catalogue, as publications report it."
                          + " These numbers are not comparable with each other.";
                });
  }

  private static String style() {
    try (InputStream in = HtmlReport.class.getResourceAsStream(STYLE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + STYLE, e);
    }
  }
}
