package movielens.experiment.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import movielens.experiment.evaluation.Metric;
import movielens.experiment.evaluation.View;
import movielens.experiment.run.MetricSummary;
import movielens.experiment.run.RunResults;
import movielens.experiment.run.ViewScope;

/**
 * The scores of one view, as every report shows them: which value is the best of a metric, which
 * model has a deviation, and who was judged on what.
 *
 * @param models model → metric → summary, in table order
 * @param scope who and what each model was judged on; null in results of an early version
 */
public record ViewScores(Map<String, Map<String, MetricSummary>> models, ViewScope scope) {
  /**
   * A score as text.
   *
   * @param mean over seeds
   * @param deviation over seeds; empty for a model that does not depend on the seed
   * @param best whether no other model is better, as far as the text shows
   */
  public record Cell(String mean, String deviation, boolean best) {}

  /** The scores of a view of a run. */
  public static ViewScores of(RunResults results, String view) {
    return new ViewScores(results.views().get(view), results.scopes().get(view));
  }

  /** The views of a run in the order of a report: what answers the question first. */
  public static List<String> order(RunResults results) {
    List<String> views = new ArrayList<>(results.views().keySet());
    views.sort((a, b) -> Integer.compare(place(a), place(b)));
    if (views.remove(results.headlineView())) {
      views.add(0, results.headlineView());
    }
    return views;
  }

  private static int place(String view) {
    return View.of(view).map(View::ordinal).orElse(Integer.MAX_VALUE);
  }

  /** Whether more of a metric is better; the others describe, and nothing is best in them. */
  public static boolean judges(String metric) {
    return Metric.of(metric).filter(Metric::higherIsBetter).isPresent();
  }

  /** The metrics that any of the models has. */
  public List<String> metrics() {
    Set<String> metrics = new LinkedHashSet<>();
    models.values().forEach(values -> metrics.addAll(values.keySet()));
    return List.copyOf(metrics);
  }

  /** Whether the models may be compared with each other. */
  public boolean comparable() {
    return scope == null || scope.comparable();
  }

  /** Groups of models that were judged on as many people and movies; empty without a scope. */
  public Map<ViewScope.ModelScope, List<String>> scopes() {
    Map<ViewScope.ModelScope, List<String>> groups = new LinkedHashMap<>();
    if (scope != null) {
      scope
          .models()
          .forEach((model, of) -> groups.computeIfAbsent(of, s -> new ArrayList<>()).add(model));
    }
    return groups;
  }

  private boolean sameForAll() {
    return comparable() && (scope == null || new HashSet<>(scope.models().values()).size() < 2);
  }

  /** The highest mean of a metric, NaN where none is best. */
  private double best(String metric) {
    if (!sameForAll() || models.size() < 2 || !judges(metric)) {
      return Double.NaN;
    }
    return models.values().stream()
        .filter(values -> values.containsKey(metric))
        .mapToDouble(values -> values.get(metric).mean())
        .filter(Double::isFinite)
        .max()
        .orElse(Double.NaN);
  }

  /**
   * The score of a model in a metric, or null where it has none. Figures that are printed alike are
   * marked alike. A model whose every deviation is 0 or unknown does not depend on the seed, and no
   * deviation is shown.
   */
  public Cell cell(String model, String metric) {
    Map<String, MetricSummary> values = models.get(model);
    MetricSummary summary = values.get(metric);
    if (summary == null) {
      return null;
    }
    String mean = Numbers.value(summary.mean());
    double best = best(metric);
    boolean seeded = values.values().stream().anyMatch(of -> of.sd() > 0);
    return new Cell(
        mean,
        seeded ? Numbers.value(summary.sd()) : "",
        Double.isFinite(best) && mean.equals(Numbers.value(best)));
  }
}
