package movielens.experiment.report;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import movielens.experiment.evaluation.EffectSize;
import movielens.experiment.evaluation.Metric;
import movielens.experiment.run.Comparison;

/** A difference and how sure it is, as the cells of a table: the same in every report. */
public final class DifferenceText {
  private static final Set<String> USUAL = Set.of(Metric.RECALL.label(), Metric.NDCG.label());

  private DifferenceText() {}

  /** Heads of the columns of {@link #cells}. */
  public static List<String> heads(String minuend) {
    return List.of("difference", "95% interval", "p", "Holm p", "users", minuend + " is");
  }

  /** A difference under {@link #heads}. */
  public static List<String> cells(
      double difference, double low, double high, double p, double pHolm, int users) {
    return List.of(
        Numbers.signed(difference),
        interval(low, high),
        Numbers.p(p),
        Numbers.p(pHolm),
        Numbers.count(users),
        Numbers.side(low, high, pHolm));
  }

  /** What a table of differences of models shows. */
  public static String title(Comparison any) {
    return any.certainty() == null
        ? "Differences (a − b), paired by user, with 95% bootstrap interval and Wilcoxon p"
        : "Differences (a − b), paired by user, with 95% interval over users and seeds and"
            + " sign-flip p";
  }

  /** Heads of the columns of {@link #cells(Comparison)}. */
  public static List<String> heads(Comparison any) {
    return any.certainty() == null ? heads("a") : headsOfCertain("a");
  }

  /** The same where users and seeds were resampled. */
  public static List<String> headsOfCertain(String minuend) {
    return List.of("difference", "95% interval", "p", "d_z", "won/lost", minuend + " is");
  }

  /** A difference of two models. */
  public static List<String> cells(Comparison c) {
    if (c.certainty() == null) {
      return cells(c.difference(), c.low(), c.high(), c.p(), c.pHolm(), c.users());
    }
    EffectSize effect = c.certainty().effect();
    return List.of(
        Numbers.signed(c.difference()),
        interval(c),
        Numbers.p(c.shownP()),
        Numbers.effect(effect.dz()),
        Double.isFinite(effect.better())
            ? String.format(
                Locale.ROOT, "%.0f%%/%.0f%%", 100 * effect.better(), 100 * effect.worse())
            : "n/a",
        side(c));
  }

  /** The interval over users and seeds; of an older program, over users. */
  public static String interval(Comparison c) {
    return interval(c.shownInterval().low(), c.shownInterval().high());
  }

  /**
   * On which side of 0 the difference is, as far as the interval and p confirm it; equal when the
   * interval holds 0 and is within the margin.
   */
  public static String side(Comparison c) {
    return side(c, c.side());
  }

  /**
   * The same where another p than the comparison's own decides.
   *
   * @param side 1, −1 or 0, where it is open
   */
  public static String side(Comparison c, int side) {
    if (c.inconclusive() && c.equivalent()) {
      return "equal";
    }
    return side == 0 ? "inconclusive" : side > 0 ? "higher" : "lower";
  }

  /** An interval with signs. */
  public static String interval(double low, double high) {
    return "[" + Numbers.signed(low) + ", " + Numbers.signed(high) + "]";
  }

  /** The two models. */
  public static String pair(Comparison c) {
    return c.a() + " − " + c.b();
  }

  /**
   * The differences that a report has room for: every metric of the first pair, which is the
   * question, and the two usual ones of the others.
   */
  public static List<Comparison> shown(List<Comparison> all) {
    return all.stream()
        .filter(c -> pair(c).equals(pair(all.get(0))) || USUAL.contains(c.metric()))
        .toList();
  }
}
