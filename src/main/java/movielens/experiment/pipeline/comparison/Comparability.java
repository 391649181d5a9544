package movielens.experiment.pipeline.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import movielens.experiment.evaluation.View;
import movielens.experiment.pipeline.Decides;
import movielens.experiment.pipeline.RunOption;
import movielens.experiment.run.FinishedRun;
import movielens.experiment.run.RunResults;
import movielens.experiment.run.ViewScope;

/**
 * Whether a run judged its models on the same people, test items and catalogue as a reference, as
 * far as configuration and results tell.
 *
 * @param view the view in which the two are compared; empty when they have none in common
 * @param obstacles why they must not be compared, one phrase each; empty when they may be
 */
record Comparability(String view, List<String> obstacles) {
  /** Looks at a run beside a reference. */
  static Comparability of(FinishedRun reference, FinishedRun run) {
    String view =
        Stream.of(View.LIKE_FOR_LIKE.label(), View.AS_PUBLISHED.label())
            .filter(name -> has(reference, name) && has(run, name))
            .findFirst()
            .orElse("");
    List<String> obstacles = new ArrayList<>();
    String data = reference.results().dataset().fingerprint();
    if (!data.equals(run.results().dataset().fingerprint())) {
      obstacles.add("other data, sha256 " + brief(run) + " against " + brief(reference));
    }
    addIfOther(obstacles, "other events", Decides.DATA, reference, run);
    addIfOther(obstacles, "another split", Decides.SPLIT, reference, run);
    if (view.equals(View.LIKE_FOR_LIKE.label())) {
      addIfOther(obstacles, "another slice", Decides.SLICE, reference, run);
    }
    if (view.isEmpty()) {
      obstacles.add("no view in common");
    } else {
      addScopes(obstacles, view, reference.results(), run.results());
    }
    return new Comparability(view, obstacles);
  }

  private static boolean has(FinishedRun run, String view) {
    return run.results().views().containsKey(view);
  }

  /** The first digits of the data's fingerprint. */
  static String brief(FinishedRun run) {
    String fingerprint = run.results().dataset().fingerprint();
    return fingerprint.substring(0, Math.min(12, fingerprint.length()));
  }

  private static void addIfOther(
      List<String> obstacles,
      String what,
      Decides decided,
      FinishedRun reference,
      FinishedRun run) {
    Map<String, String> options = RunDifferences.options(reference);
    Map<String, String> others = RunDifferences.options(run);
    for (RunOption option : RunOption.values()) {
      String value = options.get(option.key());
      String other = others.get(option.key());
      // Where the data lies does not count, its fingerprint does.
      if (option.decides() == decided
          && option != RunOption.DATA_PATH
          && !Objects.equals(value, other)) {
        obstacles.add("%s, --%s %s against %s".formatted(what, option.key(), other, value));
        return;
      }
    }
  }

  private static void addScopes(
      List<String> obstacles, String view, RunResults reference, RunResults run) {
    Map<String, ?> models = reference.views().get(view);
    List<String> common =
        run.views().get(view).keySet().stream().filter(models::containsKey).toList();
    if (common.isEmpty()) {
      obstacles.add("no model in common");
    }
    for (String model : common) {
      ViewScope.ModelScope scope = scope(reference, view, model);
      ViewScope.ModelScope other = scope(run, view, model);
      if (!Objects.equals(scope, other)) {
        obstacles.add("%s was judged on %s against %s".formatted(model, text(other), text(scope)));
        return;
      }
    }
  }

  /** Whom a model was judged on, or null where the results do not tell. */
  static ViewScope.ModelScope scope(RunResults results, String view, String model) {
    ViewScope scope = results.scopes().get(view);
    return scope == null ? null : scope.models().get(model);
  }

  private static String text(ViewScope.ModelScope scope) {
    return scope == null
        ? "unknown people"
        : "%d users and %d movies".formatted(scope.users(), scope.items());
  }
}
