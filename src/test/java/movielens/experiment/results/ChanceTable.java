package movielens.experiment.results;

import java.util.ArrayList;
import java.util.List;
import movielens.experiment.evaluation.View;
import movielens.experiment.pipeline.RunOption;

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
  private static final List<String> METRICS = List.of("recall@10", "ndcg@10");

  private ChanceTable() {}

  static String of(List<KeptRun> runs) {
    List<List<String>> rows = new ArrayList<>();
    for (KeptRun run : runs) {
      String own = run.option(RunOption.DISTILLED_OPTIONS.key());
      if (!own.isEmpty() && !own.equals(RunOption.DISTILLED_OPTIONS.defaultText().orElseThrow())) {
        for (View view : KeptRun.VIEWS) {
          METRICS.forEach(metric -> rows.add(row(run, view.label(), metric)));
        }
      }
    }
    return MarkdownTable.of(HEADER, rows);
  }

  private static List<String> row(KeptRun run, String view, String metric) {
    List<String> row = new ArrayList<>(List.of(run.data(), run.results().slice().genre(), view));
    row.add(run.people(view, metric));
    row.add(metric);
    for (String model : List.of("generic", "distilled")) {
      row.add(Cell.mean(run.metric(view, model, metric)));
    }
    for (String other : List.of("generic", "ease-recent-distilled")) {
      row.add(run.interval(view, metric, "distilled", other));
    }
    row.add(run.seeds());
    return row;
  }
}
