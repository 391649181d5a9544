package movielens.experiment.results;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import movielens.experiment.evaluation.View;

/** Distilled or generic: the runs in which each model has what was found best for it. */
final class AnswerTable {
  private static final String METRIC = "recall@10";
  private static final String HEADLINE = View.LIKE_FOR_LIKE.label();
  private static final List<String> MODELS =
      List.of(
          "generic",
          "distilled",
          "fine-tuned",
          "continued",
          "taught",
          "ease-recent",
          "ease-recent-distilled");

  /** Pairs of models whose differences are shown. */
  private static final List<List<String>> PAIRS =
      List.of(
          List.of("distilled", "generic"),
          List.of("distilled", "ease-recent-distilled"),
          List.of("fine-tuned", "generic"),
          List.of("fine-tuned", "continued"),
          List.of("fine-tuned", "ease-recent"));

  private AnswerTable() {}

  /** Of the runs with all these models. */
  private static Stream<KeptRun> runs(List<KeptRun> runs) {
    return runs.stream()
        .filter(KeptRun::eachHasItsOwn)
        .filter(
            run -> MODELS.stream().allMatch(model -> run.metric(HEADLINE, model, METRIC) != null));
  }

  /** A metric of each model, like for like. */
  static String ofModels(List<KeptRun> all, String metric) {
    return ModelsTable.of(runs(all), MODELS, metric);
  }

  /** The differences of recall in both views that have them. */
  static String ofDifferences(List<KeptRun> all) {
    List<String> header = new ArrayList<>(List.of("data", "genre", "view", "people"));
    PAIRS.forEach(pair -> header.add(String.join(" − ", pair)));
    List<List<String>> rows = new ArrayList<>();
    runs(all)
        .forEach(run -> KeptRun.VIEWS.forEach(view -> rows.add(differences(run, view.label()))));
    return MarkdownTable.of(header, rows);
  }

  private static List<String> differences(KeptRun run, String view) {
    List<String> row =
        new ArrayList<>(
            List.of(run.data(), run.results().slice().genre(), view, run.people(view, METRIC)));
    PAIRS.forEach(pair -> row.add(run.interval(view, METRIC, pair.get(0), pair.get(1))));
    return row;
  }

  /** What generic's scores are worth to a model of the slice, like for like. */
  static String ofTaught(List<KeptRun> all) {
    List<List<String>> rows = new ArrayList<>();
    runs(all)
        .forEach(
            run -> Stream.of(METRIC, "ndcg@10").forEach(metric -> rows.add(taught(run, metric))));
    return MarkdownTable.of(
        List.of("data", "genre", "people", "metric", "taught − distilled", "taught − generic"),
        rows);
  }

  private static List<String> taught(KeptRun run, String metric) {
    List<String> row =
        new ArrayList<>(List.of(run.data(), run.results().slice().genre(), run.power(), metric));
    row.add(run.interval(HEADLINE, metric, "taught", "distilled"));
    row.add(run.interval(HEADLINE, metric, "taught", "generic"));
    return row;
  }

  /** Distilled with the options of all and with its own, of runs on the same people. */
  static String ofOwnOptions(List<KeptRun> all) {
    List<List<String>> rows = new ArrayList<>();
    runs(all)
        .forEach(
            own ->
                all.stream()
                    .filter(alike -> !alike.results().decompositions().isEmpty())
                    .filter(alike -> alike.data().equals(own.data()))
                    .filter(alike -> alike.results().slice().equals(own.results().slice()))
                    .forEach(
                        alike ->
                            Stream.of(METRIC, "ndcg@10")
                                .forEach(metric -> rows.add(ownOptions(alike, own, metric)))));
    return MarkdownTable.of(
        List.of(
            "data",
            "genre",
            "people",
            "metric",
            "`distilled`, options of all",
            "`distilled`, its own",
            "`taught`, options of all",
            "`taught`, its own",
            "`fine-tuned`, rate 3e-4",
            "`fine-tuned`, rate 3e-5"),
        rows);
  }

  private static List<String> ownOptions(KeptRun alike, KeptRun own, String metric) {
    List<String> row =
        new ArrayList<>(List.of(own.data(), own.results().slice().genre(), own.power(), metric));
    for (String model : List.of("distilled", "taught", "fine-tuned")) {
      row.add(Cell.mean(alike.metric(HEADLINE, model, metric)));
      row.add(Cell.mean(own.metric(HEADLINE, model, metric)));
    }
    return row;
  }
}
