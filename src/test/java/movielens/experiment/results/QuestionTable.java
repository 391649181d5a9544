package movielens.experiment.results;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import movielens.experiment.evaluation.HolmCorrection;
import movielens.experiment.evaluation.ModelName;
import movielens.experiment.evaluation.View;
import movielens.experiment.pipeline.RunOption;
import movielens.experiment.run.Comparison;
import movielens.experiment.run.MetricSummary;

/** Distilled or generic: one metric in every slice that was run. */
final class QuestionTable {
  /** Those of everybody's events. */
  static final List<String> BASELINES =
      Arrays.stream(ModelName.values())
          .filter(model -> !model.trained() && !model.sliced())
          .map(ModelName::label)
          .toList();

  private static final List<String> HEADER =
      List.of(
          "data",
          "objective",
          "genre",
          "share above",
          "power users",
          "generic",
          "distilled",
          "fine-tuned",
          "best baseline",
          "distilled − generic",
          "Holm p",
          "fine-tuned − generic",
          "seeds");
  private static final Comparator<KeptRun> ORDER =
      Comparator.comparing(KeptRun::data)
          .thenComparing(QuestionTable::objective)
          .thenComparing(run -> run.results().slice().genre())
          .thenComparing(run -> Double.valueOf(run.option("min-genre-share")))
          .thenComparing(KeptRun::name);

  private final String metric;
  private final Map<Test, Double> corrected;

  /** One difference that was tested. */
  private record Test(String run, String metric, double p) {
    static Stream<Test> of(KeptRun run) {
      return run.differences("distilled").stream()
          .map(c -> new Test(run.name(), c.metric(), c.p()));
    }
  }

  /** With the law of its targets, where a run names one: before there were laws, it was uniform. */
  private static String objective(KeptRun run) {
    String objective = run.option("objective");
    String targets = run.option("targets");
    return targets.isEmpty() || targets.equals("uniform") ? objective : objective + " " + targets;
  }

  /** Slices of the same data whose models were trained for the same objective. */
  private record Family(String fingerprint, String objective) {
    static Family of(KeptRun run) {
      return new Family(run.results().dataset().fingerprint(), QuestionTable.objective(run));
    }
  }

  private QuestionTable(String metric, Map<Test, Double> corrected) {
    this.metric = metric;
    this.corrected = corrected;
  }

  /** Of the runs with {@code run}'s objective of today, and the same options for every model. */
  static String ofToday(List<KeptRun> runs, String metric) {
    return of(runs, metric, true);
  }

  /** Of the runs whose models were trained for another objective. */
  static String ofEarlier(List<KeptRun> runs, String metric) {
    return of(runs, metric, false);
  }

  private static String of(List<KeptRun> runs, String metric, boolean today) {
    List<KeptRun> sliced =
        runs.stream()
            .filter(QuestionTable::asksIt)
            .filter(run -> !run.eachHasItsOwn())
            .filter(run -> isOfToday(run) == today)
            .sorted(ORDER)
            .toList();
    QuestionTable table = new QuestionTable(metric, corrected(sliced));
    return MarkdownTable.of(HEADER, sliced.stream().map(table::row).toList());
  }

  private static boolean isOfToday(KeptRun run) {
    return Stream.of(RunOption.OBJECTIVE, RunOption.TARGETS)
        .allMatch(option -> run.option(option.key()).equals(option.defaultText().orElseThrow()));
  }

  /** Whether a run has the models that the question is about. */
  private static boolean asksIt(KeptRun run) {
    return run.results().slice() != null
        && run.metric(View.LIKE_FOR_LIKE.label(), "fine-tuned", "recall@10") != null;
  }

  /** Holm's correction over all metrics and all slices of a family. */
  private static Map<Test, Double> corrected(List<KeptRun> runs) {
    Map<Test, Double> all = new HashMap<>();
    Collection<List<KeptRun>> families =
        runs.stream().collect(Collectors.groupingBy(Family::of)).values();
    for (List<KeptRun> family : families) {
      List<Test> tests = family.stream().flatMap(Test::of).toList();
      double[] p = HolmCorrection.adjust(tests.stream().mapToDouble(Test::p).toArray());
      for (int i = 0; i < p.length; i++) {
        all.put(tests.get(i), p[i]);
      }
    }
    return all;
  }

  private List<String> row(KeptRun run) {
    List<String> row = new ArrayList<>();
    row.add(run.data());
    row.add(objective(run));
    row.add(run.results().slice().genre());
    row.add(run.option("min-genre-share"));
    row.add(run.power());
    for (String model : List.of("generic", "distilled", "fine-tuned")) {
      row.add(Cell.mean(headline(run, model)));
    }
    row.add(bestBaseline(run));
    row.add(difference(run, "distilled"));
    row.add(run.difference("distilled", metric).map(c -> p(run, c)).orElse(""));
    row.add(difference(run, "fine-tuned"));
    row.add(run.seeds());
    return row;
  }

  /** With the interval that the run's own report shows. */
  private String difference(KeptRun run, String model) {
    return run.interval(View.LIKE_FOR_LIKE.label(), metric, model, "generic");
  }

  private MetricSummary headline(KeptRun run, String model) {
    return run.metric(View.LIKE_FOR_LIKE.label(), model, metric);
  }

  private String p(KeptRun run, Comparison comparison) {
    return Cell.probability(corrected.get(new Test(run.name(), metric, comparison.p())));
  }

  private String bestBaseline(KeptRun run) {
    String best = "";
    double highest = Double.NEGATIVE_INFINITY;
    for (String baseline : BASELINES) {
      MetricSummary summary = headline(run, baseline);
      if (summary != null && summary.mean() > highest) {
        highest = summary.mean();
        best = baseline + " " + Cell.value(highest);
      }
    }
    return best;
  }
}
