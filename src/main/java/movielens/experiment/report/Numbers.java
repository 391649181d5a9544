package movielens.experiment.report;

import java.util.List;
import java.util.Locale;

/** Numbers as tables show them, the same in every locale. */
public final class Numbers {
  private static final char MINUS = '\u2212';
  private static final double SIGNIFICANT = 0.05;

  private Numbers() {}

  /** A metric with four decimals. */
  public static String value(double value) {
    return formatted("%.4f", value);
  }

  /** A metric with four decimals and its sign. */
  public static String signed(double value) {
    return formatted("%+.4f", value);
  }

  /** An effect size with two decimals and its sign. */
  public static String effect(double value) {
    return formatted("%+.2f", value);
  }

  /** With a minus sign as wide as the plus sign, not a hyphen. */
  private static String formatted(String format, double value) {
    return Double.isFinite(value)
        ? String.format(Locale.ROOT, format, value).replace('-', MINUS)
        : "n/a";
  }

  /** A share as a percentage, of which small ones have a decimal: {@code 45%}, {@code 0.4%}. */
  public static String percent(double share) {
    return Double.isFinite(share)
        ? String.format(Locale.ROOT, share > 0 && share < 0.1 ? "%.1f%%" : "%.0f%%", 100 * share)
        : "n/a";
  }

  /** A probability: three decimals, or an upper bound when it is tiny. */
  public static String p(double p) {
    if (!Double.isFinite(p)) {
      return "n/a";
    }
    return p < 0.001 ? "<0.001" : String.format(Locale.ROOT, "%.3f", p);
  }

  /** A whole number with thousands separators. */
  public static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** {@code 1 user}, {@code 2 users}. */
  public static String count(long count, String noun) {
    return count(count) + " " + noun + (count == 1 ? "" : "s");
  }

  /** {@code a day}, {@code 7 days}, {@code 0.5 days}. */
  public static String days(double days) {
    if (days == 1) {
      return "a day";
    }
    return (days == Math.rint(days) ? String.valueOf((long) days) : String.valueOf(days)) + " days";
  }

  /** A duration as a person says it: {@code 4.2 s}, {@code 3 min 20 s}, {@code 2 h 05 min}. */
  public static String duration(double seconds) {
    if (!(seconds < Long.MAX_VALUE)) {
      return "unknown";
    }
    if (seconds < 60) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    if (whole < 3600) {
      return String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60);
    }
    return String.format(Locale.ROOT, "%d h %02d min", whole / 3600, whole % 3600 / 60);
  }

  /**
   * On which side of 0 a difference is: inconclusive where the interval contains 0 or there is
   * none, and where the corrected p does not confirm it.
   *
   * @param pHolm corrected p; NaN where there is no test, and the interval alone decides
   */
  public static String side(double low, double high, double pHolm) {
    if (pHolm >= SIGNIFICANT || !(low > 0 || high < 0)) {
      return "inconclusive";
    }
    return low > 0 ? "higher" : "lower";
  }

  /** {@code a}, {@code a and b}, {@code a, b and c}. */
  public static String list(List<String> names) {
    int last = names.size() - 1;
    return last < 1
        ? String.join("", names)
        : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
  }
}
