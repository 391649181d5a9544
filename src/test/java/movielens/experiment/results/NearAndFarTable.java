package movielens.experiment.results;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import movielens.experiment.evaluation.Lag;
import movielens.experiment.evaluation.ModelName;
import movielens.experiment.evaluation.View;
import movielens.experiment.run.LagSummary;
import movielens.experiment.run.LagTable;

/**
 * Which test events models find, by how far they are, for all users and the whole catalogue: the
 * runs of {@value #FOLDER}. What is not trained is the same in all runs on one release and stands
 * once.
 */
final class NearAndFarTable {
  static final String FOLDER = "near-and-far/";

  private static final List<String> METRICS = List.of("recall@10", "ndcg@10");
  private static final Map<Lag, List<String>> BINS =
      Map.of(
          Lag.RANK, List.of("1", "6 to 10", "21 to 50", "51 on"),
          Lag.TIME, List.of("under 1 minute", "1 day on", "28 days on"));
  private static final List<Lag> LAGS = List.of(Lag.RANK, Lag.TIME);

  private NearAndFarTable() {}

  static String of(List<KeptRun> all) {
    List<String> header = new ArrayList<>(List.of("data", "model", "seeds"));
    header.addAll(METRICS);
    METRICS.forEach(metric -> header.add("later " + metric));
    for (Lag lag : LAGS) {
      BINS.get(lag).forEach(bin -> header.add(lag == Lag.RANK ? "event " + bin : bin));
    }
    List<KeptRun> runs =
        all.stream()
            .filter(run -> run.name().startsWith(FOLDER))
            .sorted(Comparator.comparing(KeptRun::data).thenComparing(KeptRun::name))
            .toList();
    List<List<String>> rows = new ArrayList<>();
    runs.forEach(run -> rows.add(row(run, ModelName.GENERIC.label(), trainedOn(run))));
    Set<String> releases = new HashSet<>();
    runs.stream().filter(run -> releases.add(run.data())).forEach(run -> baselines(run, rows));
    rows.sort(Comparator.comparing(row -> row.get(0)));
    return MarkdownTable.of(header, rows);
  }

  private static void baselines(KeptRun run, List<List<String>> rows) {
    for (String model : run.results().views().get(View.AS_PUBLISHED.label()).keySet()) {
      if (!model.equals(ModelName.GENERIC.label())) {
        rows.add(row(run, model, "`" + model + "`"));
      }
    }
  }

  private static String trainedOn(KeptRun run) {
    String objective = run.option("objective");
    return objective.equals("dense-all-action")
        ? "`generic`, " + run.option("targets")
        : "`generic`, " + objective;
  }

  private static List<String> row(KeptRun run, String model, String name) {
    boolean trained = model.equals(ModelName.GENERIC.label());
    List<String> row =
        new ArrayList<>(
            List.of(run.data(), name, trained ? String.valueOf(run.results().seeds().size()) : ""));
    for (View view : List.of(View.AS_PUBLISHED, View.LATER)) {
      METRICS.forEach(metric -> row.add(Cell.mean(run.metric(view.label(), model, metric))));
    }
    LagSummary lags = run.results().lags().get(View.AS_PUBLISHED.label()).get(model);
    for (Lag lag : LAGS) {
      LagTable table = lags.byLag().get(lag.label());
      for (String bin : BINS.get(lag)) {
        row.add(String.format(Locale.ROOT, "%.3f", table.byUser().get(table.bins().indexOf(bin))));
      }
    }
    return row;
  }
}
