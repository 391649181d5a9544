package movielens.experiment.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import movielens.experiment.evaluation.Metric;
import movielens.experiment.evaluation.TwoByTwo;
import movielens.experiment.evaluation.TwoByTwo.Effect;
import movielens.experiment.run.Decomposition;
import movielens.experiment.run.RunResults;

/** What of the difference of distilled from generic comes with the people, and what with events. */
public final class PeopleAndEvents {
  /** What the table shows. */
  public static final String TITLE =
      "distilled − generic taken apart, with 95% intervals over users and seeds";

  private static final List<String> HEADER =
      List.of("view", "metric", "in all", "the people", "the events", "interplay");

  private PeopleAndEvents() {}

  /** All parts; empty for a run without the models that it takes. */
  public static Optional<Table> table(RunResults results) {
    if (results.decompositions().isEmpty()) {
      return Optional.empty();
    }
    List<List<String>> rows = new ArrayList<>();
    for (Decomposition found : results.decompositions()) {
      rows.add(
          List.of(
              found.view(),
              found.metric(),
              cell(found.effects().total()),
              cell(found.effects().people()),
              cell(found.effects().events()),
              cell(found.effects().interplay())));
    }
    return Optional.of(new Table(2, HEADER, rows));
  }

  /** The same in words, of the headline's recall. */
  public static Optional<String> sentence(RunResults results) {
    return results.decompositions().stream()
        .filter(found -> found.view().equals(results.headlineView()))
        .filter(found -> found.metric().equals(Metric.RECALL.label()))
        .findFirst()
        .map(
            found ->
                "Of the difference of distilled from generic in %s, %s, the people (learning from"
                        .formatted(found.metric(), cell(found.effects().total()))
                    + " power users alone) make %s and the events (those on the genre alone) %s%s."
                        .formatted(
                            cell(found.effects().people()),
                            cell(found.effects().events()),
                            interplay(found.effects())));
  }

  private static String interplay(TwoByTwo.Effects effects) {
    Effect effect = effects.interplay();
    boolean open = effect.interval().low() <= 0 && effect.interval().high() >= 0;
    return open
        ? "; that the two depend on each other is not shown"
        : "; the events make %s where power users alone are learned from, and %s where everybody is"
            .formatted(
                Numbers.signed(effects.events().difference() + effect.difference() / 2),
                Numbers.signed(effects.events().difference() - effect.difference() / 2));
  }

  private static String cell(Effect effect) {
    return Numbers.signed(effect.difference())
        + " "
        + DifferenceText.interval(effect.interval().low(), effect.interval().high());
  }
}
