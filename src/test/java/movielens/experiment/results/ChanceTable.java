package movielens.experiment.results;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import movielens.experiment.evaluation.View;
import movielens.experiment.pipeline.RunOption;
import movielens.experiment.run.Comparison;

/** Distilled with options of its own: the runs that gave it some. */
final class ChanceTable {
  private static final List<String> HEADER =
      List.of(
          "data",
          "genre",
          "view",
          "people",
          "metric",
          "`generic`",
          "`distilled`",
          "distilled − generic",
          "distilled − ease-recent-distilled",
          "seeds");
  private static final List<View> VIEWS = List.of(View.LIKE_FOR_LIKE, View.LATER);
  private static final List<String> METRICS = List.of("recall@10", "ndcg@10");

  private ChanceTable() {}

  static String of(List<KeptRun> runs) {
    List<List<String>> rows = new ArrayList<>();
    for (KeptRun run : runs) {
      String own = run.option(RunOption.DISTILLED_OPTIONS.key());
      if (!own.isEmpty() && !own.equals(RunOption.DISTILLED_OPTIONS.defaultText().orElseThrow())) {
        for (View view : VIEWS) {
          METRICS.forEach(metric -> rows.add(row(run, view.label(), metric)));
        }
      }
    }
    return MarkdownTable.of(HEADER, rows);
  }

  private static List<String> row(KeptRun run, String view, String metric) {
    List<String> row = new ArrayList<>(List.of(run.data(), run.results().slice().genre(), view));
    List<Comparison> differences =
        run.results().comparisons().stream()
            .filter(c -> c.view().equals(view) && c.metric().equals(metric))
            .filter(c -> c.a().equals("distilled"))
            .toList();
    row.add(
        differences.stream()
            .map(c -> String.format(Locale.ROOT, "%,d", c.users()))
            .findFirst()
            .orElse(""));
    row.add(metric);
    for (String model : List.of("generic", "distilled")) {
      row.add(Cell.mean(run.metric(view, model, metric)));
    }
    for (String other : List.of("generic", "ease-recent-distilled")) {
      row.add(
          differences.stream()
              .filter(c -> c.b().equals(other))
              .map(c -> Cell.interval(c.difference(), c.shownInterval()))
              .findFirst()
              .orElse(""));
    }
    row.add(String.valueOf(run.results().seeds().size()));
    return row;
  }
}
