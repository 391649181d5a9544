package movielens.experiment.results;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import movielens.experiment.evaluation.View;
import movielens.experiment.run.EnvironmentInfo;
import movielens.experiment.run.TrainingInfo;
import org.apache.commons.math3.stat.StatUtils;

/**
 * Runs without a slice in the protocol of the literature, and its published figures below them. The
 * runs that are kept under one name are one row: the seeds of one configuration.
 */
final class LeaveOneOutTable {
  private static final List<String> HEADER =
      List.of(
          "model",
          "data",
          "hit@10",
          "ndcg@10",
          "seeds",
          "epoch kept, of",
          "training of a seed",
          "machine");

  /** On MovieLens-1M; leave-one-out, every movie ranked. */
  private static final List<Published> PUBLISHED =
      List.of(
          new Published("SASRec, binary cross-entropy", 0.2500, 0.1341),
          new Published("BERT4Rec", 0.2843, 0.1537),
          new Published("gSASRec", 0.3003, 0.1726),
          new Published("eSASRec", 0.3133, 0.1772),
          new Published("SASRec, full softmax", 0.3152, 0.1821),
          new Published("SASRec, 3000 negatives", 0.3159, 0.1857),
          new Published("HSTU, original", 0.3097, 0.1720),
          new Published("HSTU in RecTools, stable sort", 0.3226, 0.1880),
          new Published("HSTU-large in RecTools", 0.3642, 0.2164));

  private record Published(String model, double hit, double ndcg) {
    List<String> row() {
      return List.of(model, "ml-1m", Cell.value(hit), Cell.value(ndcg), "", "", "", "published");
    }
  }

  private LeaveOneOutTable() {}

  /**
   * The table.
   *
   * @throws IllegalArgumentException when runs that are kept under one name differ in more than
   *     their seeds, or share one
   */
  static String of(List<KeptRun> runs) {
    Map<String, List<KeptRun>> byName =
        runs.stream()
            .filter(LeaveOneOutTable::belongs)
            .collect(
                Collectors.groupingBy(
                    LeaveOneOutTable::firstFolder, TreeMap::new, Collectors.toList()));
    List<List<String>> rows = new ArrayList<>();
    byName.forEach((name, ofName) -> rows.add(row(name, ofName)));
    if (rows.isEmpty()) {
      rows.add(List.of("*this program: not run yet*", "", "", "", "", "", "", ""));
    }
    PUBLISHED.forEach(published -> rows.add(published.row()));
    return MarkdownTable.of(HEADER, rows);
  }

  private static String firstFolder(KeptRun run) {
    return run.name().split("/", 2)[0];
  }

  private static boolean belongs(KeptRun run) {
    return run.option("split").equals("leave-one-out")
        && run.results().slice() == null
        && run.metric(View.AS_PUBLISHED.label(), "generic", "hit@10") != null;
  }

  private static List<String> row(String name, List<KeptRun> runs) {
    long seeds = runs.stream().flatMap(run -> run.results().seeds().stream()).distinct().count();
    if (seeds < runs.stream().mapToInt(run -> run.results().seeds().size()).sum()
        || runs.stream().map(LeaveOneOutTable::allButSeeds).distinct().count() > 1) {
      throw new IllegalArgumentException(
          "docs/results/%s: its runs must differ in their seeds alone; keep them under several names"
              .formatted(name));
    }
    List<TrainingInfo> trainings =
        runs.stream().flatMap(run -> run.trainings("generic").stream()).toList();
    return List.of(
        "**" + name + "**",
        runs.get(0).data(),
        overSeeds(runs, "hit@10"),
        overSeeds(runs, "ndcg@10"),
        String.valueOf(seeds),
        epochs(trainings),
        trainings.isEmpty() ? "not kept" : Cell.duration(meanSeconds(trainings)),
        machine(runs.get(0)));
  }

  /** Its options, and what it was computed from and on. */
  private static List<Object> allButSeeds(KeptRun run) {
    Map<String, String> options = new LinkedHashMap<>(run.options());
    options.remove("seeds");
    return List.of(options, run.results().dataset(), machine(run));
  }

  private static String overSeeds(List<KeptRun> runs, String metric) {
    double[] values =
        runs.stream()
            .map(run -> run.metric(View.AS_PUBLISHED.label(), "generic", metric))
            .flatMap(summary -> summary.perSeed().stream())
            .mapToDouble(Double::doubleValue)
            .toArray();
    return Cell.mean(StatUtils.mean(values), Math.sqrt(StatUtils.variance(values)));
  }

  private static String epochs(List<TrainingInfo> trainings) {
    return trainings.isEmpty()
        ? "not kept"
        : Cell.span(trainings.stream().map(TrainingInfo::bestEpoch).toList())
            + " of "
            + Cell.span(trainings.stream().map(TrainingInfo::epochs).toList());
  }

  private static double meanSeconds(List<TrainingInfo> trainings) {
    return trainings.stream().mapToDouble(TrainingInfo::trainSeconds).average().orElseThrow();
  }

  private static String machine(KeptRun run) {
    EnvironmentInfo environment = run.results().environment();
    StringBuilder text =
        new StringBuilder(
            environment.machine() == null ? environment.device() : environment.machine());
    if (environment.device().equals("cpu")) {
      int threads = environment.threads();
      text.append(", ").append(threads).append(threads == 1 ? " thread" : " threads");
    }
    String precision = run.options().getOrDefault("precision", "float32");
    return precision.equals("float32")
        ? text.toString()
        : text.append(", ").append(precision).toString();
  }
}
