package movielens.experiment.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import movielens.experiment.evaluation.Metric;
import movielens.experiment.evaluation.ModelName;
import movielens.experiment.evaluation.View;
import movielens.experiment.run.Comparison;
import movielens.experiment.run.MetricSummary;
import movielens.experiment.run.RunResults;

/** The outcome of a run in one plain sentence, and what weakens it. */
public final class Finding {
  private static final String METRIC = Metric.RECALL.label();
  private static final double SIGNIFICANT = 0.05;

  /** Fewer users than this make a comparison weak. */
  static final int FEW_USERS = 30;

  private Finding() {}

  /** The sentence, followed by one sentence for each weakness. */
  public static String of(RunResults results) {
    return Stream.concat(Stream.of(sentence(results)), weaknesses(results).stream())
        .collect(Collectors.joining(" "));
  }

  /** The sentence alone. */
  public static String sentence(RunResults results) {
    return headline(results)
        .map(comparison -> sentence(results, comparison))
        .orElse(
            "No pair of models was compared on "
                + METRIC
                + ", so this run says nothing about which is better.");
  }

  /** One sentence for each thing that weakens it. */
  public static List<String> weaknesses(RunResults results) {
    List<String> weaknesses = new ArrayList<>();
    if (results.dataset().synthetic()) {
      weaknesses.add("The data are synthetic: this says nothing about people.");
    }
    if (headline(results).filter(comparison -> comparison.users() < FEW_USERS).isPresent()) {
      weaknesses.add("With fewer than " + FEW_USERS + " users the comparison is weak.");
    }
    if (results.seeds().size() == 1) {
      weaknesses.add("One seed only: how much training varies is unknown.");
    }
    return weaknesses;
  }

  /** Distilled against generic, like for like, if there is one; else the first comparison. */
  public static Optional<Comparison> headline(RunResults results) {
    List<Comparison> candidates =
        results.comparisons().stream().filter(c -> c.metric().equals(METRIC)).toList();
    return candidates.stream()
        .filter(c -> c.view().equals(View.LIKE_FOR_LIKE.label()))
        .filter(
            c ->
                c.a().equals(ModelName.DISTILLED.label())
                    && c.b().equals(ModelName.GENERIC.label()))
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
