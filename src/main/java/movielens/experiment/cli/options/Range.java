package movielens.experiment.cli.options;

import java.math.BigDecimal;

/** The numbers that an option accepts. */
public record Range(double low, boolean lowIncluded, double high, boolean highIncluded) {
  /** The numbers from low to high, both included. */
  public static Range closed(double low, double high) {
    return new Range(low, true, high, true);
  }

  static Range open(double low, double high) {
    return new Range(low, false, high, false);
  }

  static Range closedOpen(double low, double high) {
    return new Range(low, true, high, false);
  }

  static Range openClosed(double low, double high) {
    return new Range(low, false, high, true);
  }

  /** Whether a number is accepted; NaN never is. */
  boolean contains(double value) {
    return (lowIncluded ? value >= low : value > low)
        && (highIncluded ? value <= high : value < high);
  }

  /** E.g. {@code at least 0 and below 1}. */
  @Override
  public String toString() {
    if (lowIncluded && highIncluded) {
      return "from " + plain(low) + " to " + plain(high);
    }
    return (lowIncluded ? "at least " : "above ")
        + plain(low)
        + " and "
        + (highIncluded ? "at most " : "below ")
        + plain(high);
  }

  private static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
