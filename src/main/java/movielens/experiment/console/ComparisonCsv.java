package movielens.experiment.console;

import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import movielens.experiment.evaluation.Certainty;
import movielens.experiment.files.CsvLine;
import movielens.experiment.report.RunComparison;
import movielens.experiment.report.RunComparison.Difference;
import movielens.experiment.report.RunComparison.Pair;
import movielens.experiment.report.RunComparison.Run;
import movielens.experiment.report.RunComparison.Score;
import movielens.experiment.run.Comparison;

/**
 * Runs side by side as tidy CSV: a line per view, model, metric and run. What a line has no value
 * for is {@code NaN}.
 */
public final class ComparisonCsv {
  private static final String HEADER =
      "view,model,metric,run,folder,seeds,users,items,mean,sd,low,high,"
          + "comparable,difference,difference_low,difference_high,p,p_holm,"
          + "joint_low,joint_high,difference_joint_low,difference_joint_high,p_sign_flip";

  private static final Comparison NONE =
      new Comparison(
          "",
          "",
          "",
          "",
          Double.NaN,
          Double.NaN,
          Double.NaN,
          Double.NaN,
          Double.NaN,
          0,
          false,
          Certainty.UNKNOWN);

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
    line.add(score.mean().low()).add(score.mean().high());
    line.add(String.valueOf(comparison.comparable(run.label())));
    Comparison d = difference(comparison.pairOf(run.label()), score);
    line.add(d.difference()).add(d.low()).add(d.high()).add(d.p()).add(d.pHolm());
    line.add(score.mean().interval().low()).add(score.mean().interval().high());
    line.add(d.certainty().interval().low()).add(d.certainty().interval().high());
    line.add(d.certainty().pSignFlip()).end();
  }

  private static Comparison difference(Pair pair, Score score) {
    if (pair == null || !pair.view().equals(score.view())) {
      return NONE;
    }
    return pair.differences().stream()
        .filter(d -> d.model().equals(score.model()))
        .map(Difference::found)
        .filter(found -> found.metric().equals(score.metric()))
        .findFirst()
        .orElse(NONE);
  }
}
