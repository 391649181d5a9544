package movielens.experiment.pipeline.comparison;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import movielens.experiment.console.Progress;
import movielens.experiment.evaluation.Certainty;
import movielens.experiment.evaluation.UserStatistics;
import movielens.experiment.evaluation.UserStatistics.Measured;
import movielens.experiment.files.DataException;
import movielens.experiment.pipeline.RunOption;
import movielens.experiment.report.RunComparison;
import movielens.experiment.report.RunComparison.Difference;
import movielens.experiment.report.RunComparison.Pair;
import movielens.experiment.report.RunComparison.Run;
import movielens.experiment.report.RunComparison.Score;
import movielens.experiment.run.Comparison;
import movielens.experiment.run.FinishedRun;
import movielens.experiment.run.MetricSummary;
import movielens.experiment.run.PerUserFile;
import movielens.experiment.run.RunResults;
import movielens.experiment.run.UserValues;
import movielens.experiment.run.ViewScope;

/**
 * Puts finished runs side by side. Every run is set against the first, in {@code like-for-like}
 * where both have it, else in {@code as-published}, and only where both judged the same people on
 * the same catalogue.
 */
public final class RunComparer {
  /** As many as there are letters to name them by. */
  public static final int MOST_RUNS = 26;

  private static final long BOOTSTRAP_SEED = 1;
  private static final UserStatistics.Mean UNKNOWN =
      new UserStatistics.Mean(Double.NaN, Double.NaN, Double.NaN, Certainty.UNKNOWN.interval());

  private final List<Run> runs;
  private final List<Comparability> verdicts;
  private final UserStatistics statistics;
  private final List<Map<String, Map<String, UserValues>>> values = new ArrayList<>();

  private RunComparer(List<FinishedRun> finished, int resamples) {
    runs =
        IntStream.range(0, finished.size())
            .mapToObj(i -> new Run(String.valueOf((char) ('A' + i)), finished.get(i)))
            .toList();
    verdicts = finished.stream().map(run -> Comparability.of(finished.get(0), run)).toList();
    statistics = new UserStatistics(resamples, BOOTSTRAP_SEED);
  }

  /**
   * Compares runs.
   *
   * @param finished 2 to {@value #MOST_RUNS} runs, the reference first
   * @param resamples user resamples of each interval
   * @param progress where to say how far it is
   * @throws DataException when the values per user of a run are missing, malformed or incomplete
   */
  public static RunComparison of(List<FinishedRun> finished, int resamples, Progress progress) {
    RunComparer comparison = new RunComparer(finished, resamples);
    Set<String> views = comparison.views();
    List<Score> scores = new ArrayList<>();
    try (Progress.Stage stage = progress.stage("compare runs", finished.size())) {
      for (Run run : comparison.runs) {
        comparison.read(run.run(), views);
        scores.addAll(comparison.scores(run, views));
        stage.step(1);
      }
    }
    return new RunComparison(
        comparison.runs, RunDifferences.of(finished), scores, comparison.pairs());
  }

  /** The views that some run is compared in, or would be if it had a partner. */
  private Set<String> views() {
    Set<String> views = new LinkedHashSet<>();
    for (int i = 1; i < runs.size(); i++) {
      views.add(verdicts.get(i).view());
    }
    views.remove("");
    if (views.isEmpty()) {
      runs.forEach(run -> views.addAll(run.run().results().views().keySet()));
    }
    return views;
  }

  private void read(FinishedRun run, Set<String> views) {
    RunResults results = run.results();
    Set<String> present = new LinkedHashSet<>(views);
    present.retainAll(results.views().keySet());
    Map<String, Map<String, UserValues>> read =
        PerUserFile.read(run.folder(), present, results.seeds().size());
    for (String view : present) {
      for (String model : results.views().get(view).keySet()) {
        if (!read.get(view).containsKey(model)) {
          throw new DataException(
              "%s: the values per user lack %s in %s".formatted(run.folder(), model, view));
        }
      }
    }
    values.add(read);
  }

  private List<Score> scores(Run run, Set<String> views) {
    RunResults results = run.run().results();
    List<Score> scores = new ArrayList<>();
    Map<String, Map<String, UserValues>> ofRun = values.get(values.size() - 1);
    for (String view : views) {
      results
          .views()
          .getOrDefault(view, Map.of())
          .forEach(
              (model, metrics) ->
                  scores.addAll(scores(run, view, model, metrics, ofRun.get(view).get(model))));
    }
    return scores;
  }

  private List<Score> scores(
      Run run, String view, String model, Map<String, MetricSummary> metrics, UserValues perUser) {
    Map<String, UserStatistics.Mean> means = new LinkedHashMap<>();
    List<Measured> measured = measured(perUser, perUser.values().keySet());
    List<UserStatistics.Mean> found = statistics.means(measured);
    for (int m = 0; m < measured.size(); m++) {
      means.put(measured.get(m).label(), found.get(m));
    }
    ViewScope.ModelScope scope = Comparability.scope(run.run().results(), view, model);
    int items = scope == null ? 0 : scope.items();
    List<Score> scores = new ArrayList<>();
    metrics.forEach(
        (metric, summary) ->
            scores.add(
                new Score(
                    view,
                    model,
                    metric,
                    run.label(),
                    summary,
                    means.getOrDefault(metric, UNKNOWN),
                    perUser.userIds().length,
                    items)));
    return scores;
  }

  private List<Pair> pairs() {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 1; i < runs.size(); i++) {
      pairs.add(pair(i));
    }
    return pairs;
  }

  private Pair pair(int i) {
    String view = verdicts.get(i).view();
    List<String> obstacles = new ArrayList<>(verdicts.get(i).obstacles());
    List<Difference> differences = new ArrayList<>();
    List<String> notes = List.of();
    if (obstacles.isEmpty()) {
      Map<String, UserValues> reference = values.get(0).get(view);
      Map<String, UserValues> other = values.get(i).get(view);
      reference.keySet().stream()
          .filter(other::containsKey)
          .filter(model -> sameUsers(model, reference.get(model), other.get(model), obstacles))
          .forEach(
              model ->
                  differences.addAll(
                      differences(i, view, model, reference.get(model), other.get(model))));
    }
    if (!obstacles.isEmpty()) {
      differences.clear();
    } else {
      int users =
          differences.stream().mapToInt(difference -> difference.found().users()).min().orElse(0);
      notes = RunDifferences.notes(runs.get(0).run(), runs.get(i).run(), users);
    }
    return new Pair(runs.get(i).label(), view, obstacles, notes, differences);
  }

  private static boolean sameUsers(
      String model, UserValues reference, UserValues other, List<String> obstacles) {
    if (Arrays.equals(reference.userIds(), other.userIds())) {
      return true;
    }
    if (obstacles.isEmpty()) {
      long shared =
          Arrays.stream(other.userIds())
              .filter(id -> Arrays.binarySearch(reference.userIds(), id) >= 0)
              .count();
      obstacles.add(
          "other users, %d against %d for %s, of whom %d are the same"
              .formatted(reference.userIds().length, other.userIds().length, model, shared));
    }
    return false;
  }

  private List<Difference> differences(
      int i, String view, String model, UserValues reference, UserValues other) {
    Set<String> metrics = new LinkedHashSet<>(reference.values().keySet());
    metrics.retainAll(other.values().keySet());
    List<UserStatistics.Tested> tested =
        statistics.differences(
            measured(other, metrics), measured(reference, metrics), margin(runs.get(0).run()));
    List<Difference> differences = new ArrayList<>();
    for (String metric : metrics) {
      UserStatistics.Tested test = tested.get(differences.size());
      UserStatistics.Difference ofUsers = test.ofUsers();
      differences.add(
          new Difference(
              model,
              new Comparison(
                  view,
                  metric,
                  runs.get(i).label(),
                  runs.get(0).label(),
                  ofUsers.value(),
                  ofUsers.low(),
                  ofUsers.high(),
                  ofUsers.p(),
                  ofUsers.pHolm(),
                  reference.userIds().length,
                  false,
                  test.certainty()),
              test.certainty().effect().same() == 1));
    }
    return differences;
  }

  private static List<Measured> measured(UserValues values, Set<String> metrics) {
    return metrics.stream()
        .map(metric -> new Measured(metric, values.values().get(metric)))
        .toList();
  }

  /** Below which a difference is none that matters, by the reference. */
  private static double margin(FinishedRun reference) {
    String said = RunDifferences.options(reference).get(RunOption.MARGIN.key());
    return Double.parseDouble(
        Optional.ofNullable(said).or(RunOption.MARGIN::defaultText).orElseThrow());
  }
}
