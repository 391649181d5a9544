package movielens.experiment.console;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import movielens.experiment.console.TextTable.Cell;
import movielens.experiment.report.Numbers;
import movielens.experiment.run.TrialResult;
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
   * Prints validation ndcg@10 of every trial, and its difference from the first.
   *
   * @param results trial → its seeds; the first trial is what the others are compared with
   */
  public void print(Map<String, List<TrialResult>> results) {
    out.println(terminal.text("validation ndcg@10; − " + first(results) + " is paired by seed"));
    TextTable table =
        new TextTable(
            1,
            List.of("trial", "mean ± sd", "− " + first(results), "best epoch", "seconds", "seeds"));
    Map<Long, Double> base = bySeed(results.get(first(results)));
    results.forEach((name, seeds) -> table.row(row(name, seeds, base)));
    table.lines(terminal, WIDTH).forEach(out::println);
    out.flush();
  }

  private static String first(Map<String, List<TrialResult>> results) {
    return results.keySet().iterator().next();
  }

  private static Map<Long, Double> bySeed(List<TrialResult> seeds) {
    return seeds.stream().collect(Collectors.toMap(TrialResult::seed, TrialResult::validation));
  }

  private static List<Cell> row(String name, List<TrialResult> seeds, Map<Long, Double> base) {
    SummaryStatistics validation = new SummaryStatistics();
    SummaryStatistics difference = new SummaryStatistics();
    for (TrialResult result : seeds) {
      validation.addValue(result.validation());
      if (base.containsKey(result.seed())) {
        difference.addValue(result.validation() - base.get(result.seed()));
      }
    }
    return List.of(
        Cell.plain(name),
        Cell.plain(
            Numbers.value(validation.getMean())
                + " ± "
                + Numbers.value(validation.getStandardDeviation())),
        Cell.plain(
            Numbers.signed(difference.getMean())
                + " ± "
                + Numbers.value(difference.getStandardDeviation())),
        Cell.plain(
            seeds.stream()
                .map(r -> String.valueOf(r.bestEpoch()))
                .collect(Collectors.joining(" "))),
        Cell.plain(
            Numbers.count(Math.round(seeds.stream().mapToDouble(TrialResult::seconds).sum()))),
        Cell.plain(Numbers.count(seeds.size())));
  }
}
