package movielens.experiment.results;

import java.util.ArrayList;
import java.util.List;
import movielens.experiment.evaluation.View;

/**
 * Whether it is the data or the kind of model: each baseline fitted on everybody and on the slice
 * alone, beside the transformer that was trained on the same. Of the runs that have a baseline of
 * both.
 */
final class BaselinesTable {
  private static final String METRIC = "recall@10";

  private BaselinesTable() {}

  static String of(List<KeptRun> runs) {
    List<String> header =
        new ArrayList<>(List.of("data", "genre", "view", "learned from", "transformer"));
    QuestionTable.BASELINES.forEach(baseline -> header.add("`" + baseline + "`"));
    List<List<String>> rows = new ArrayList<>();
    for (KeptRun run : runs) {
      for (View view : KeptRun.VIEWS) {
        if (run.metric(view.label(), "transitions-distilled", METRIC) != null) {
          rows.add(row(run, view.label(), "everybody", "generic", ""));
          rows.add(row(run, view.label(), "the slice", "distilled", "-distilled"));
        }
      }
    }
    return MarkdownTable.of(header, rows);
  }

  private static List<String> row(
      KeptRun run, String view, String from, String transformer, String suffix) {
    List<String> row =
        new ArrayList<>(List.of(run.data(), run.results().slice().genre(), view, from));
    row.add("`%s` %s".formatted(transformer, Cell.mean(run.metric(view, transformer, METRIC))));
    for (String baseline : QuestionTable.BASELINES) {
      row.add(Cell.mean(run.metric(view, baseline + suffix, METRIC)));
    }
    return row;
  }
}
