package movielens.experiment.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import movielens.experiment.report.Numbers;
import movielens.experiment.report.ViewScores;
import movielens.experiment.run.RunResults;
import movielens.experiment.run.ViewScope;

/** A view as a table: a row per model, a column per metric, what judges before what describes. */
final class MetricTable {
  private final Html html;
  private final ViewScores scores;
  private final List<String> judging = new ArrayList<>();
  private final List<String> describing = new ArrayList<>();

  MetricTable(Html html, RunResults results, String view) {
    this.html = html;
    this.scores = ViewScores.of(results, view);
    scores
        .metrics()
        .forEach(metric -> (ViewScores.judges(metric) ? judging : describing).add(metric));
  }

  void write() {
    html.open("div", "class", "wide", "role", "region", "tabindex", "0", "aria-label", caption());
    html.open("table", "class", "metrics");
    html.open("caption").element("span", caption()).close();
    head();
    html.open("tbody");
    scores.models().keySet().forEach(this::row);
    html.close().close().close();
  }

  private void head() {
    html.open("thead").open("tr").element("td", "");
    if (!judging.isEmpty()) {
      html.element("th", judged(), "colspan", count(judging));
    }
    if (!describing.isEmpty()) {
      html.element("th", "What the lists are like", "colspan", count(describing), "class", "apart");
    }
    html.close().open("tr");
    html.element("th", "model", "scope", "col", "class", "name");
    judging.forEach(metric -> head(metric, ""));
    describing.forEach(metric -> head(metric, apart(metric)));
    html.close().close();
  }

  private String judged() {
    boolean ten = judging.stream().allMatch(metric -> metric.endsWith("@10"));
    return "What people rated next, " + (ten ? "in the top ten" : "at the top of the list");
  }

  /** A name that may break before its cut-off, and after a word. */
  private void head(String metric, String style) {
    html.open("th", "scope", "col", "class", style);
    for (String part : metric.split("(?=@)|(?<=_)", -1)) {
      html.text(part).empty("wbr");
    }
    html.close();
  }

  private void row(String model) {
    html.open("tr").open("th", "scope", "row");
    Swatch.write(html, model);
    html.close();
    judging.forEach(metric -> cell(scores.cell(model, metric), ""));
    describing.forEach(metric -> cell(scores.cell(model, metric), apart(metric)));
    html.close();
  }

  private void cell(ViewScores.Cell score, String style) {
    if (score == null) {
      html.element("td", "");
      return;
    }
    html.open("td", "class", score.best() ? "best" : style).element("span", score.mean());
    if (!score.deviation().isEmpty()) {
      html.element("small", "± " + score.deviation());
    }
    html.close();
  }

  private String apart(String metric) {
    return metric.equals(describing.get(0)) ? "apart" : "";
  }

  private static String count(List<String> metrics) {
    return Integer.toString(metrics.size());
  }

  /** Who is recommended to, and out of what. */
  private String caption() {
    Map<ViewScope.ModelScope, List<String>> groups = scores.scopes();
    if (groups.isEmpty()) {
      return "Mean over users";
    }
    return groups.entrySet().stream()
        .map(group -> size(group.getKey()) + (groups.size() > 1 ? names(group.getValue()) : ""))
        .collect(Collectors.joining("; "));
  }

  private static String size(ViewScope.ModelScope size) {
    return "Mean over "
        + Numbers.count(size.users(), "user")
        + ", "
        + Numbers.count(size.items(), "movie")
        + " ranked";
  }

  private static String names(List<String> models) {
    return ": " + String.join(", ", models);
  }
}
