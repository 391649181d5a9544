package movielens.experiment.results;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.Collections;
import movielens.experiment.evaluation.Interval;
import movielens.experiment.run.Comparison;
import movielens.experiment.run.MetricSummary;

/** Numbers as the tables show them: rounded from their exact binary value, half to even. */
final class Cell {
  private Cell() {}

  static String rounded(double number, int digits) {
    return new BigDecimal(number).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
  }

  static String value(double number) {
    return Double.isFinite(number) ? rounded(number, 4) : "n/a";
  }

  /** With its sign, that of a negative number that rounds to 0 as well. */
  static String signed(double number) {
    return Double.isFinite(number)
        ? (number < 0 ? "-" : "+") + rounded(Math.abs(number), 4)
        : "n/a";
  }

  /** Mean and, where there is any, standard deviation; empty for null. */
  static String mean(MetricSummary summary) {
    return summary == null ? "" : mean(summary.mean(), summary.sd());
  }

  static String mean(double mean, double sd) {
    return sd > 0 ? value(mean) + " ± " + value(sd) : value(mean);
  }

  /** A difference with its interval over users. */
  static String interval(Comparison comparison) {
    return interval(comparison.difference(), new Interval(comparison.low(), comparison.high()));
  }

  static String interval(double difference, Interval interval) {
    return "%s [%s, %s]"
        .formatted(signed(difference), signed(interval.low()), signed(interval.high()));
  }

  static String probability(double p) {
    if (Double.isNaN(p)) {
      return "n/a";
    }
    return p < 0.001 ? "< 0.001" : rounded(p, 3);
  }

  /** The least and the largest number, or the one that all are. */
  static String span(Collection<Integer> numbers) {
    int low = Collections.min(numbers);
    int high = Collections.max(numbers);
    return low == high ? String.valueOf(low) : low + "–" + high;
  }

  static String duration(double seconds) {
    if (seconds < 95) {
      return rounded(seconds, 0) + " s";
    }
    long minutes = (long) Math.rint(seconds / 60);
    return minutes < 95 ? minutes + " min" : "%d h %02d min".formatted(minutes / 60, minutes % 60);
  }
}
