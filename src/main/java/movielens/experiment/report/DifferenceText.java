package movielens.experiment.report;

import java.util.List;
import java.util.Set;
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
        Numbers.side(low, high));
  }

  /** The same of two models. */
  public static List<String> cells(Comparison c) {
    return cells(c.difference(), c.low(), c.high(), c.p(), c.pHolm(), c.users());
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
