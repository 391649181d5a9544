package movielens.experiment.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The outcome of a run in one plain sentence, and what weakens it. */
final class Finding {
  private static final String METRIC = "recall@10";
  private static final double SIGNIFICANT = 0.05;

  /** Fewer users than this make a comparison weak. */
  static final int FEW_USERS = 30;

  private Finding() {}

  /** The sentence, followed by one sentence for each weakness. */
  static String of(RunResults results) {
    StringBuilder text = new StringBuilder();
    Optional<Comparison> headline = headline(results.comparisons());
    if (headline.isPresent()) {
      text.append(sentence(results, headline.get()));
    } else {
      text.append("No pair of models was compared on ").append(METRIC);
      text.append(", so this run says nothing about which is better.");
    }
    if (results.dataset().synthetic()) {
      text.append(" The data are synthetic: this says nothing about people.");
    }
    headline
        .filter(comparison -> comparison.users() < FEW_USERS)
        .ifPresent(
            comparison ->
                text.append(" With fewer than ")
                    .append(FEW_USERS)
                    .append(" users the comparison is weak."));
    if (results.seeds().size() == 1) {
      text.append(" One seed only: how much training varies is unknown.");
    }
    return text.toString();
  }

  /** Distilled against generic, like for like, if there is one; else the first comparison. */
  private static Optional<Comparison> headline(List<Comparison> comparisons) {
    List<Comparison> candidates =
        comparisons.stream().filter(c -> c.metric().equals(METRIC)).toList();
    return candidates.stream()
        .filter(c -> c.view().equals(RunResults.LIKE_FOR_LIKE))
        .filter(c -> c.a().equals("distilled") && c.b().equals("generic"))
        .findFirst()
        .or(() -> candidates.stream().findFirst());
  }

  private static String sentence(RunResults results, Comparison c) {
    return String.format(
        Locale.ROOT,
        "On these %d users the %s model's %s is %s, %s's %s: difference %+.4f [%+.4f, %+.4f],"
            + " Holm p %s: %s.",
        c.users(),
        c.a(),
        c.metric(),
        mean(results, c, c.a()),
        c.b(),
        mean(results, c, c.b()),
        c.difference(),
        c.low(),
        c.high(),
        Numbers.p(c.pHolm()),
        verdict(c));
  }

  private static String mean(RunResults results, Comparison c, String model) {
    MetricSummary summary =
        results
            .views()
            .getOrDefault(c.view(), Map.of())
            .getOrDefault(model, Map.of())
            .get(c.metric());
    return summary == null ? "unknown" : Numbers.value(summary.mean());
  }

  private static String verdict(Comparison c) {
    if (c.inconclusive()) {
      return "inconclusive, the interval contains 0";
    }
    String better = c.low() > 0 ? c.a() : c.b();
    if (c.pHolm() < SIGNIFICANT) {
      return better + " is better";
    }
    return better + " is ahead, but not significantly after correction";
  }
}
