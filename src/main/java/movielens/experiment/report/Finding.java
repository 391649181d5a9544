package movielens.experiment.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
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
import movielens.experiment.run.TrainingInfo;

/** The outcome of a run in one plain sentence, and what weakens it. */
public final class Finding {
  private static final String METRIC = Metric.RECALL.label();
  private static final double SIGNIFICANT = 0.05;

  /** Fewer users than this make a comparison weak. */
  static final int FEW_USERS = 30;

  private static final int MOST_NAMED = 4;

  private Finding() {}

  /** Everything that is to be said, one sentence after the other. */
  public static String of(RunResults results) {
    return Stream.of(
            Stream.of(sentence(results)),
            others(results).stream(),
            later(results).stream(),
            PeopleAndEvents.sentence(results).stream(),
            weaknesses(results).stream())
        .flatMap(sentences -> sentences)
        .collect(Collectors.joining(" "));
  }

  /** The answer alone: the verdict in words, then the figures. */
  public static String sentence(RunResults results) {
    return verdict(results) + figures(results).map(figures -> ": " + figures).orElse("");
  }

  /** The answer in words. */
  public static String verdict(RunResults results) {
    return headline(results)
        .map(comparison -> verdict(results, comparison))
        .map(words -> words.replaceFirst("^inconclusive", "Inconclusive"))
        .map(words -> words.replaceFirst("^no difference", "No difference"))
        .orElse(
            "No pair of models was compared on "
                + METRIC
                + ", so this run says nothing about which is better.");
  }

  /** What the verdict rests on; empty where nothing was compared. */
  public static Optional<String> figures(RunResults results) {
    return headline(results)
        .map(
            c ->
                "on these %s the %s of %s is %s, that of %s %s, %s."
                    .formatted(
                        Numbers.count(c.users(), "user"),
                        c.metric(),
                        c.a(),
                        mean(results, c, c.a()),
                        c.b(),
                        mean(results, c, c.b()),
                        difference(c)));
  }

  /**
   * How the others did, which the verdict does not speak of: the best of all models, and the
   * transformers that lose to a baseline. Empty where the models cannot be compared.
   */
  public static List<String> others(RunResults results) {
    Optional<Comparison> headline = headline(results);
    if (headline.isEmpty() || !results.views().containsKey(headline.get().view())) {
      return List.of();
    }
    ViewScores scores = ViewScores.of(results, headline.get().view());
    List<String> best = best(scores);
    if (best.isEmpty()) {
      return List.of();
    }
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "Of %s %s %s the highest %s, %s."
            .formatted(
                scores.models().size() == 2
                    ? "the two"
                    : "all %d models".formatted(scores.models().size()),
                best.size() <= MOST_NAMED ? Numbers.list(best) : best.size() + " of them",
                best.size() == 1 ? "has" : "have",
                METRIC,
                scores.cell(best.get(0), METRIC).mean()));
    lost(scores).ifPresent(sentences::add);
    keptTheirStart(results).ifPresent(sentences::add);
    return sentences;
  }

  /** Models that begin with generic and are left as it. */
  private static Optional<String> keptTheirStart(RunResults results) {
    Map<String, List<TrainingInfo>> trainings =
        results.trainings().stream()
            .filter(training -> training.epochs() > 0)
            .collect(
                Collectors.groupingBy(
                    TrainingInfo::model, LinkedHashMap::new, Collectors.toList()));
    List<String> models = new ArrayList<>();
    trainings.forEach(
        (model, ofModel) -> {
          long kept = ofModel.stream().filter(training -> training.bestEpoch() == 0).count();
          if (kept > 0) {
            models.add(ofSeeds(model, kept, ofModel.size()));
          }
        });
    return models.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "No epoch was better on validation than the start, generic, for %s: there it is generic."
                .formatted(Numbers.list(models)));
  }

  /** Transformers that a baseline is ahead of. */
  private static Optional<String> lost(ViewScores scores) {
    Map<String, Double> baselines = means(scores, false);
    Map<String, List<String>> losers = new LinkedHashMap<>();
    means(scores, true)
        .forEach(
            (model, mean) -> {
              List<String> ahead =
                  baselines.keySet().stream().filter(b -> baselines.get(b) > mean).toList();
              if (!ahead.isEmpty()) {
                losers.computeIfAbsent(fewOf(ahead), names -> new ArrayList<>()).add(model);
              }
            });
    if (losers.isEmpty()) {
      return Optional.empty();
    }
    String behind =
        losers.entrySet().stream()
            .map(
                group ->
                    "behind %s %s %s"
                        .formatted(
                            group.getKey(),
                            group.getValue().size() == 1 ? "is" : "are",
                            Numbers.list(group.getValue())))
            .collect(Collectors.joining("; "));
    return Optional.of(
        behind.replaceFirst("^b", "B") + ": a model without a network does better than these.");
  }

  /** The names, or how many there are where a reader would not want them all. */
  private static String fewOf(List<String> baselines) {
    return baselines.size() <= MOST_NAMED
        ? Numbers.list(baselines)
        : Numbers.count(baselines.size(), "baseline");
  }

  private static Map<String, Double> means(ViewScores scores, boolean trained) {
    Map<String, Double> means = new LinkedHashMap<>();
    scores
        .models()
        .forEach(
            (model, metrics) -> {
              boolean wanted =
                  ModelName.of(model).filter(name -> name.trained() == trained).isPresent();
              if (wanted && metrics.containsKey(METRIC)) {
                means.put(model, metrics.get(METRIC).mean());
              }
            });
    return means;
  }

  /** The same pair on the test events that come some time after the training part. */
  public static Optional<String> later(RunResults results) {
    return headline(results)
        .flatMap(
            first ->
                results.comparisons().stream()
                    .filter(c -> c.view().equals(View.LATER.label()))
                    .filter(c -> c.a().equals(first.a()) && c.b().equals(first.b()))
                    .filter(c -> c.metric().equals(first.metric()))
                    .findFirst())
        .map(
            c ->
                String.format(
                    Locale.ROOT,
                    "On their test events at least %s after the training part (%s): %s; %s%s.",
                    Numbers.days(results.judging().laterDays()),
                    Numbers.count(c.users(), "user"),
                    c.users() < FEW_USERS ? "too few to say" : verdict(results, c),
                    difference(c),
                    bestLater(results)));
  }

  private static String bestLater(RunResults results) {
    if (!results.views().containsKey(View.LATER.label())) {
      return "";
    }
    ViewScores scores = ViewScores.of(results, View.LATER.label());
    List<String> best = best(scores);
    return best.isEmpty() || best.size() > MOST_NAMED
        ? ""
        : "; of all models %s %s the highest %s there, %s"
            .formatted(
                Numbers.list(best),
                best.size() == 1 ? "has" : "have",
                METRIC,
                scores.cell(best.get(0), METRIC).mean());
  }

  /** The models that have the best value; none where they do not rank the same movies. */
  private static List<String> best(ViewScores scores) {
    return scores.models().keySet().stream()
        .filter(model -> scores.cell(model, METRIC) != null)
        .filter(model -> scores.cell(model, METRIC).best())
        .toList();
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
    unfinished(results).ifPresent(weaknesses::add);
    return weaknesses;
  }

  /** A model whose last epoch was its best had not stopped getting better. */
  private static Optional<String> unfinished(RunResults results) {
    Map<String, Integer> trainings = new LinkedHashMap<>();
    Map<String, Integer> unfinished = new LinkedHashMap<>();
    for (TrainingInfo training : results.trainings()) {
      trainings.merge(training.model(), 1, Integer::sum);
      if (training.epochs() > 0 && training.bestEpoch() == training.epochs()) {
        unfinished.merge(training.model(), 1, Integer::sum);
      }
    }
    if (unfinished.isEmpty()) {
      return Optional.empty();
    }
    List<String> models = new ArrayList<>();
    unfinished.forEach((model, seeds) -> models.add(ofSeeds(model, seeds, trainings.get(model))));
    return Optional.of(
        "Not converged: the epoch that was kept is the last one of %s, and more epochs may change the result."
            .formatted(Numbers.list(models)));
  }

  private static String ofSeeds(String model, long seeds, long all) {
    return all == 1 ? model : "%s (%d of %d seeds)".formatted(model, seeds, all);
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

  private static String difference(Comparison c) {
    String p =
        c.certainty() == null ? "Holm p " + Numbers.p(c.pHolm()) : "p " + Numbers.p(c.shownP());
    return "difference %s %s, %s"
        .formatted(Numbers.signed(c.difference()), DifferenceText.interval(c), p);
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

  private static String verdict(RunResults results, Comparison c) {
    if (c.inconclusive()) {
      return c.equivalent()
          ? "no difference between %s and %s, it is smaller than %s either way"
              .formatted(c.a(), c.b(), results.judging().margin())
          : "inconclusive between %s and %s, the interval contains 0".formatted(c.a(), c.b());
    }
    boolean ofA = c.shownInterval().low() > 0;
    String better = ofA ? c.a() : c.b();
    String worse = ofA ? c.b() : c.a();
    if (c.side() == 0) {
      return "%s is ahead of %s, but %s".formatted(better, worse, unconfirmed(c));
    }
    return better
        + " is better than "
        + worse
        + (c.equivalent() ? ", but by less than " + results.judging().margin() : "");
  }

  /** Why a difference whose interval is on one side of 0 is open all the same. */
  private static String unconfirmed(Comparison c) {
    if (c.certainty() == null) {
      return "not significantly after correction";
    }
    return c.shownP() < SIGNIFICANT
        ? "not beyond chance, as several metrics were looked at (Holm p %s)"
            .formatted(Numbers.p(c.pHolm()))
        : "the sign-flip test does not confirm it";
  }
}
