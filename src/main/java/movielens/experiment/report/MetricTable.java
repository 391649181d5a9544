package movielens.experiment.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A view as a table: a row per model, a column per metric, what judges before what describes. */
final class MetricTable {
  private final Html html;
  private final Map<String, Map<String, MetricSummary>> models;
  private final ViewScope scope;
  private final List<String> judging = new ArrayList<>();
  private final List<String> describing = new ArrayList<>();

  MetricTable(Html html, RunResults results, String view) {
    this.html = html;
    this.models = results.views().get(view);
    this.scope = results.scopes().get(view);
    Set<String> metrics = new LinkedHashSet<>();
    models.values().forEach(values -> metrics.addAll(values.keySet()));
    metrics.forEach(
        metric -> (ConsoleReport.JUDGING.contains(metric) ? judging : describing).add(metric));
  }

  void write() {
    html.open("div", "class", "wide", "role", "region", "tabindex", "0", "aria-label", caption());
    html.open("table", "class", "metrics");
    html.open("caption").element("span", caption()).close();
    head();
    html.open("tbody");
    models.forEach(this::row);
    html.close().close().close();
  }

  private void head() {
    html.open("thead").open("tr").element("td", "");
    if (!judging.isEmpty()) {
      html.element("th", "What people watched next, in the top ten", "colspan", count(judging));
    }
    if (!describing.isEmpty()) {
      html.element("th", "What the lists are like", "colspan", count(describing), "class", "apart");
    }
    html.close().open("tr");
    html.element("th", "model", "scope", "col", "class", "name");
    judging.forEach(metric -> html.element("th", metric, "scope", "col"));
    for (String metric : describing) {
      html.element("th", metric, "scope", "col", "class", apart(metric));
    }
    html.close().close();
  }

  private void row(String model, Map<String, MetricSummary> values) {
    html.open("tr").open("th", "scope", "row");
    Swatch.write(html, model);
    html.close();
    boolean seeded = values.values().stream().anyMatch(summary -> summary.sd() > 0);
    for (String metric : judging) {
      double best = ConsoleReport.best(models, metric, sameForAll());
      cell(values.get(metric), seeded, best, "");
    }
    for (String metric : describing) {
      cell(values.get(metric), seeded, Double.NaN, apart(metric));
    }
    html.close();
  }

  private void cell(MetricSummary summary, boolean seeded, double best, String style) {
    if (summary == null) {
      html.element("td", "");
      return;
    }
    String mean = Numbers.value(summary.mean());
    boolean marked = Double.isFinite(best) && mean.equals(Numbers.value(best));
    html.open("td", "class", marked ? "best" : style).element("span", mean);
    if (seeded) {
      html.element("small", "± " + Numbers.value(summary.sd()));
    }
    html.close();
  }

  private String apart(String metric) {
    return metric.equals(describing.get(0)) ? "apart" : "";
  }

  private static String count(List<String> metrics) {
    return Integer.toString(metrics.size());
  }

  private boolean sameForAll() {
    return scope == null
        || (scope.comparable() && new HashSet<>(scope.models().values()).size() < 2);
  }

  /** Who is recommended to, and out of what. */
  private String caption() {
    if (scope == null) {
      return "Mean over users";
    }
    Map<ViewScope.ModelScope, List<String>> groups = new LinkedHashMap<>();
    scope
        .models()
        .forEach((model, size) -> groups.computeIfAbsent(size, s -> new ArrayList<>()).add(model));
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
