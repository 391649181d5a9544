package movielens.experiment.results;

import java.util.ArrayList;
import java.util.List;
import movielens.experiment.evaluation.View;
import movielens.experiment.run.EnvironmentInfo;
import movielens.experiment.run.TrainingInfo;

/** Runs without a slice in the protocol of the literature, and its published figures below them. */
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

  static String of(List<KeptRun> runs) {
    List<List<String>> rows = new ArrayList<>();
    runs.stream().filter(LeaveOneOutTable::belongs).map(LeaveOneOutTable::row).forEach(rows::add);
    if (rows.isEmpty()) {
      rows.add(List.of("*this program: not run yet*", "", "", "", "", "", "", ""));
    }
    PUBLISHED.forEach(published -> rows.add(published.row()));
    return MarkdownTable.of(HEADER, rows);
  }

  private static boolean belongs(KeptRun run) {
    return run.option("split").equals("leave-one-out")
        && run.results().slice() == null
        && run.metric(View.AS_PUBLISHED.label(), "generic", "hit@10") != null;
  }

  private static List<String> row(KeptRun run) {
    List<TrainingInfo> trainings = run.trainings("generic");
    return List.of(
        "**" + run.name() + "**",
        run.data(),
        Cell.mean(run.metric(View.AS_PUBLISHED.label(), "generic", "hit@10")),
        Cell.mean(run.metric(View.AS_PUBLISHED.label(), "generic", "ndcg@10")),
        String.valueOf(run.results().seeds().size()),
        epochs(trainings),
        trainings.isEmpty() ? "not kept" : Cell.duration(meanSeconds(trainings)),
        machine(run));
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
