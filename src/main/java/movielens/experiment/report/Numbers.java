package movielens.experiment.report;

import java.util.Locale;

/** Numbers as tables show them, the same in every locale. */
public final class Numbers {
  private Numbers() {}

  /** A metric with four decimals. */
  public static String value(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.4f", value) : "n/a";
  }

  /** A metric with four decimals and its sign. */
  public static String signed(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%+.4f", value) : "n/a";
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

  /** On which side of 0 an interval lies: inconclusive where it contains 0, or there is none. */
  public static String side(double low, double high) {
    if (low > 0) {
      return "higher";
    }
    return high < 0 ? "lower" : "inconclusive";
  }
}
