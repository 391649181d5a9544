package movielens.experiment.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import movielens.experiment.evaluation.Interval;
import movielens.experiment.report.RunComparison.Difference;
import movielens.experiment.report.RunComparison.OptionRow;
import movielens.experiment.report.RunComparison.Pair;
import movielens.experiment.report.RunComparison.Score;

/** The tables of runs side by side, for every report that shows them. */
public final class RunComparisonTables {
  private final RunComparison comparison;

  /** The tables of a comparison. */
  public RunComparisonTables(RunComparison comparison) {
    this.comparison = comparison;
  }

  /** What differs between the runs; empty where nothing does. */
  public Table options() {
    List<String> header = new ArrayList<>(List.of("option"));
    comparison.runs().forEach(run -> header.add(run.label()));
    List<List<String>> rows = new ArrayList<>();
    for (OptionRow row : comparison.options()) {
      List<String> cells = new ArrayList<>(List.of(row.option()));
      cells.addAll(row.values());
      rows.add(cells);
    }
    return new Table(1, header, rows);
  }

  /** The views that have scores. */
  public List<String> views() {
    return comparison.scores().stream().map(Score::view).distinct().toList();
  }

  /** A row per model and metric of a view, a column per run. */
  public Table scores(String view) {
    List<Score> scores =
        comparison.scores().stream().filter(score -> score.view().equals(view)).toList();
    List<String> runs = scores.stream().map(Score::run).distinct().toList();
    Map<String, Map<String, Score>> byRow = new LinkedHashMap<>();
    for (Score score : scores) {
      byRow
          .computeIfAbsent(score.model() + " " + score.metric(), row -> new LinkedHashMap<>())
          .put(score.run(), score);
    }
    List<String> header = new ArrayList<>(List.of("model and metric"));
    runs.forEach(run -> header.add(run + (comparison.comparable(run) ? "" : " (not comparable)")));
    List<List<String>> rows = new ArrayList<>();
    byRow.forEach(
        (name, byRun) -> {
          List<String> cells = new ArrayList<>(List.of(name));
          runs.forEach(run -> cells.add(text(byRun.get(run))));
          rows.add(cells);
        });
    return new Table(1, header, rows);
  }

  private static String text(Score score) {
    if (score == null) {
      return "";
    }
    String mean = Numbers.value(score.summary().mean());
    Interval sure = score.mean().interval();
    return Double.isNaN(sure.low())
        ? mean
        : mean + " [" + Numbers.value(sure.low()) + ", " + Numbers.value(sure.high()) + "]";
  }

  /** The differences of a run and the reference, without the models of {@link #equal}. */
  public static Table differences(Pair pair) {
    List<String> header = new ArrayList<>(List.of("model", "metric"));
    header.addAll(DifferenceText.headsOfCertain(pair.run()));
    Set<String> same = equal(pair);
    List<List<String>> rows = new ArrayList<>();
    String previous = "";
    for (Difference d : pair.differences()) {
      if (!same.contains(d.model())) {
        List<String> cells = new ArrayList<>();
        cells.add(d.model().equals(previous) ? "" : d.model());
        cells.add(d.found().metric());
        cells.addAll(DifferenceText.cells(d.found()));
        rows.add(cells);
        previous = d.model();
      }
    }
    return new Table(2, header, rows);
  }

  /** Models in which no user differs in any metric. */
  public static Set<String> equal(Pair pair) {
    Set<String> models = new LinkedHashSet<>();
    pair.differences().forEach(difference -> models.add(difference.model()));
    pair.differences().stream()
        .filter(difference -> !difference.equal())
        .forEach(difference -> models.remove(difference.model()));
    return models;
  }
}
