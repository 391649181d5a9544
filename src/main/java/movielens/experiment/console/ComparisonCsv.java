package movielens.experiment.console;

import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import movielens.experiment.files.CsvLine;
import movielens.experiment.report.RunComparison;
import movielens.experiment.report.RunComparison.Difference;
import movielens.experiment.report.RunComparison.Pair;
import movielens.experiment.report.RunComparison.Run;
import movielens.experiment.report.RunComparison.Score;

/**
 * Runs side by side as tidy CSV: a line per view, model, metric and run. What a line has no value
 * for is {@code NaN}.
 */
public final class ComparisonCsv {
  private static final String HEADER =
      "view,model,metric,run,folder,seeds,users,items,mean,sd,low,high,"
          + "comparable,difference,difference_low,difference_high,p,p_holm";

  private ComparisonCsv() {}

  /** Prints everything. */
  public static void print(RunComparison comparison, PrintStream out) {
    StringWriter text = new StringWriter();
    try {
      CsvLine line = new CsvLine(text, HEADER);
      for (Run run : comparison.runs()) {
        for (Score score : comparison.scores()) {
          if (score.run().equals(run.label())) {
            add(line, comparison, run, score);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to memory", e);
    }
    out.print(text);
    out.flush();
  }

  private static void add(CsvLine line, RunComparison comparison, Run run, Score score)
      throws IOException {
    line.add(score.view()).add(score.model()).add(score.metric()).add(run.label());
    line.add(run.run().folder().toString()).add(run.run().results().seeds().size());
    line.add(score.users()).add(score.items());
    line.add(score.summary().mean()).add(score.summary().sd());
    line.add(score.low()).add(score.high());
    line.add(String.valueOf(comparison.comparable(run.label())));
    Difference d = difference(comparison.pairOf(run.label()), score);
    line.add(d.value()).add(d.low()).add(d.high()).add(d.p()).add(d.pHolm()).end();
  }

  private static Difference difference(Pair pair, Score score) {
    Difference none =
        new Difference(
            score.model(),
            score.metric(),
            Double.NaN,
            Double.NaN,
            Double.NaN,
            Double.NaN,
            Double.NaN,
            0,
            false);
    if (pair == null || !pair.view().equals(score.view())) {
      return none;
    }
    return pair.differences().stream()
        .filter(d -> d.model().equals(score.model()) && d.metric().equals(score.metric()))
        .findFirst()
        .orElse(none);
  }
}
