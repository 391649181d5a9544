package movielens.experiment.results;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import movielens.experiment.evaluation.TwoByTwo;
import movielens.experiment.evaluation.View;
import movielens.experiment.run.Decomposition;

/** What the difference is made of: the runs that have the models which ask. */
final class PartsTable {
  private static final String METRIC = "recall@10";
  private static final List<String> MODELS =
      List.of("generic", "generic-genre", "devotees", "distilled");

  private PartsTable() {}

  private static List<KeptRun> runs(List<KeptRun> runs) {
    return runs.stream()
        .filter(run -> !run.results().decompositions().isEmpty())
        .sorted(
            Comparator.comparing(KeptRun::data)
                .thenComparing(run -> run.results().slice().genre())
                .thenComparing(KeptRun::name))
        .toList();
  }

  /** The recall of each model, like for like. */
  static String ofModels(List<KeptRun> all) {
    return ModelsTable.of(runs(all).stream(), MODELS, METRIC);
  }

  /** The differences of recall in both views that have them. */
  static String ofDifferences(List<KeptRun> all) {
    List<List<String>> rows = new ArrayList<>();
    for (KeptRun run : runs(all)) {
      for (View view : KeptRun.VIEWS) {
        differences(run, view.label()).ifPresent(rows::add);
      }
    }
    return MarkdownTable.of(
        List.of(
            "data",
            "genre",
            "view",
            "people",
            "distilled − generic",
            "the people",
            "the events",
            "interplay"),
        rows);
  }

  private static Optional<List<String>> differences(KeptRun run, String view) {
    return run.results().decompositions().stream()
        .filter(parts -> parts.view().equals(view) && parts.metric().equals(METRIC))
        .findFirst()
        .map(parts -> differences(run, view, parts));
  }

  private static List<String> differences(KeptRun run, String view, Decomposition parts) {
    List<String> row =
        new ArrayList<>(
            List.of(run.data(), run.results().slice().genre(), view, run.people(view, METRIC)));
    TwoByTwo.Effects effects = parts.effects();
    for (TwoByTwo.Effect effect :
        List.of(effects.total(), effects.people(), effects.events(), effects.interplay())) {
      row.add(Cell.interval(effect.difference(), effect.interval()));
    }
    return row;
  }
}
