package movielens.experiment.results;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import movielens.experiment.evaluation.View;

/** One metric of some models, like for like: a row for each run. */
final class ModelsTable {
  private ModelsTable() {}

  static String of(Stream<KeptRun> runs, List<String> models, String metric) {
    List<String> header = new ArrayList<>(List.of("data", "genre", "power users", "seeds"));
    models.forEach(model -> header.add("`" + model + "`"));
    return MarkdownTable.of(header, runs.map(run -> row(run, models, metric)).toList());
  }

  private static List<String> row(KeptRun run, List<String> models, String metric) {
    List<String> row =
        new ArrayList<>(
            List.of(run.data(), run.results().slice().genre(), run.power(), run.seeds()));
    for (String model : models) {
      row.add(Cell.mean(run.metric(View.LIKE_FOR_LIKE.label(), model, metric)));
    }
    return row;
  }
}
