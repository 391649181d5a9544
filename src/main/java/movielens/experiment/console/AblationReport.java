package movielens.experiment.console;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import movielens.experiment.console.TextTable.Cell;
import movielens.experiment.report.Numbers;
import movielens.experiment.run.TrialResult;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

/** The trials of an ablation as a table of text. */
public final class AblationReport {
  private static final int WIDTH = 120;

  private final PrintStream out;
  private final Terminal terminal;

  /**
   * A report that goes to a stream.
   *
   * @param out where to
   * @param terminal what that place can show
   */
  public AblationReport(PrintStream out, Terminal terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /**
   * Prints what every trial has on the validation part, its difference from the first, and where it
   * was rehearsed what it has on the events kept back.
   *
   * @param results trial → its seeds; the first trial is what the others are compared with
   */
  public void print(Map<String, List<TrialResult>> results) {
    String first = results.keySet().iterator().next();
    out.println(
        terminal.text("on the validation part; − " + first + " is of ndcg@10 and paired by seed"));
    TextTable table =
        new TextTable(
            1,
            List.of(
                "trial", "ndcg@10", "− " + first, "recall@10", "best epoch", "seconds", "seeds"));
    Map<Long, Double> base = bySeed(results.get(first));
    results.forEach((name, seeds) -> table.row(row(name, seeds, base)));
    table.lines(terminal, WIDTH).forEach(out::println);
    if (results.values().stream().flatMap(List::stream).allMatch(r -> r.rehearsal() != null)) {
      printRehearsal(results);
    }
    out.flush();
  }

  private static Map<Long, Double> bySeed(List<TrialResult> seeds) {
    return seeds.stream().collect(Collectors.toMap(TrialResult::seed, TrialResult::validation));
  }

  private static List<Cell> row(String name, List<TrialResult> seeds, Map<Long, Double> base) {
    SummaryStatistics difference = new SummaryStatistics();
    for (TrialResult result : seeds) {
      if (base.containsKey(result.seed())) {
        difference.addValue(result.validation() - base.get(result.seed()));
      }
    }
    return List.of(
        Cell.plain(name),
        Cell.plain(spread(seeds, TrialResult::validation)),
        Cell.plain(
            Numbers.signed(difference.getMean())
                + " ± "
                + Numbers.value(difference.getStandardDeviation())),
        Cell.plain(
            seeds.stream().anyMatch(result -> result.recall() == null)
                ? ""
                : spread(seeds, TrialResult::recall)),
        Cell.plain(
            seeds.stream()
                .map(r -> String.valueOf(r.bestEpoch()))
                .collect(Collectors.joining(" "))),
        Cell.plain(
            Numbers.count(Math.round(seeds.stream().mapToDouble(TrialResult::seconds).sum()))),
        Cell.plain(Numbers.count(seeds.size())));
  }

  private void printRehearsal(Map<String, List<TrialResult>> results) {
    out.println();
    out.println(
        terminal.text("on the events kept back after it, and on the later half of each user's"));
    TextTable table =
        new TextTable(
            1, List.of("trial", "ndcg@10", "recall@10", "later ndcg@10", "later recall@10"));
    results.forEach(
        (name, seeds) ->
            table.row(
                List.of(
                    Cell.plain(name),
                    Cell.plain(spread(seeds, r -> r.rehearsal().all().ndcg())),
                    Cell.plain(spread(seeds, r -> r.rehearsal().all().recall())),
                    Cell.plain(spread(seeds, r -> r.rehearsal().later().ndcg())),
                    Cell.plain(spread(seeds, r -> r.rehearsal().later().recall())))));
    table.lines(terminal, WIDTH).forEach(out::println);
    if (results.size() > 2) {
      out.println(
          terminal.text(
              "rank correlation of the trials' validation ndcg@10 with ndcg@10 on the events kept"
                  + " back: %s; on the later half: %s"
                      .formatted(
                          rankCorrelation(results, r -> r.rehearsal().all().ndcg()),
                          rankCorrelation(results, r -> r.rehearsal().later().ndcg()))));
    }
  }

  /** Spearman's, over trials, each the mean of its seeds. */
  private static String rankCorrelation(
      Map<String, List<TrialResult>> results, ToDoubleFunction<TrialResult> later) {
    return Numbers.signed(
        new SpearmansCorrelation()
            .correlation(means(results, TrialResult::validation), means(results, later)));
  }

  private static double[] means(
      Map<String, List<TrialResult>> results, ToDoubleFunction<TrialResult> value) {
    return results.values().stream()
        .mapToDouble(seeds -> seeds.stream().mapToDouble(value).average().orElseThrow())
        .toArray();
  }

  private static String spread(List<TrialResult> seeds, ToDoubleFunction<TrialResult> value) {
    SummaryStatistics values = new SummaryStatistics();
    seeds.forEach(seed -> values.addValue(value.applyAsDouble(seed)));
    return Numbers.value(values.getMean()) + " ± " + Numbers.value(values.getStandardDeviation());
  }
}
