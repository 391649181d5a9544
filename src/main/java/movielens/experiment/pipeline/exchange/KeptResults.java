package movielens.experiment.pipeline.exchange;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import movielens.experiment.pipeline.PeakMemory;
import movielens.experiment.run.BuildInfo;
import movielens.experiment.run.EnvironmentInfo;
import movielens.experiment.run.LagSummary;
import movielens.experiment.run.LagTable;
import movielens.experiment.run.MetricSummary;
import movielens.experiment.run.RunResults;
import movielens.experiment.run.ViewScope;

/**
 * What a run said itself, where its lists were not kept: without {@code --save-all} those of the
 * headline alone are.
 *
 * @param run the results of the run
 * @param seeds how many values every model has; a run of one seed has the same for each
 */
record KeptResults(RunResults run, int seeds) {
  /** Summaries, and behind them those of models that a view has only in the run. */
  Map<String, Map<String, Map<String, MetricSummary>>> withSummaries(
      Map<String, Map<String, Map<String, MetricSummary>>> found) {
    Map<String, Map<String, Map<String, MetricSummary>>> all = new LinkedHashMap<>();
    found.forEach(
        (view, models) ->
            all.put(
                view,
                with(models, run.views().get(view), metrics -> mapped(metrics, this::perSeed))));
    return all;
  }

  private MetricSummary perSeed(MetricSummary one) {
    return new MetricSummary(one.mean(), one.sd(), repeated(one.perSeed()), one.interval());
  }

  /** The same of scopes. */
  Map<String, ViewScope> withScopes(Map<String, ViewScope> found) {
    Map<String, ViewScope> all = new LinkedHashMap<>();
    found.forEach(
        (view, scope) -> {
          ViewScope before = run.scopes().get(view);
          all.put(
              view,
              new ViewScope(
                  scope.comparable(),
                  with(
                      scope.models(),
                      before == null ? null : before.models(),
                      UnaryOperator.identity())));
        });
    return all;
  }

  /** The same of lags. */
  Map<String, Map<String, LagSummary>> withLags(Map<String, Map<String, LagSummary>> found) {
    Map<String, Map<String, LagSummary>> all = new LinkedHashMap<>();
    found.forEach(
        (view, models) -> all.put(view, with(models, run.lags().get(view), this::perSeed)));
    return all;
  }

  private LagSummary perSeed(LagSummary one) {
    return new LagSummary(
        one.testEvents(),
        one.coldEvents(),
        mapped(
            one.byLag(),
            table ->
                new LagTable(
                    table.bins(),
                    table.events(),
                    table.found(),
                    repeated(table.perSeed()),
                    table.byUser(),
                    repeated(table.perSeedByUser()))));
  }

  private <T> List<T> repeated(List<T> perSeed) {
    return perSeed.size() == 1 ? Collections.nCopies(seeds, perSeed.get(0)) : perSeed;
  }

  private static <T> Map<String, T> with(
      Map<String, T> found, Map<String, T> before, UnaryOperator<T> fit) {
    Map<String, T> all = new LinkedHashMap<>(found);
    if (before != null) {
      before.forEach((model, value) -> all.computeIfAbsent(model, any -> fit.apply(value)));
    }
    return all;
  }

  private static <T> Map<String, T> mapped(Map<String, T> values, UnaryOperator<T> fit) {
    Map<String, T> all = new LinkedHashMap<>();
    values.forEach((key, value) -> all.put(key, fit.apply(value)));
    return all;
  }

  /** What judges, and what computed the models. */
  EnvironmentInfo environment() {
    BuildInfo build = BuildInfo.load();
    EnvironmentInfo before = run.environment();
    OptionalLong peak = PeakMemory.bytes();
    return new EnvironmentInfo(
        build.version(),
        build.commit(),
        System.getProperty("java.version"),
        before.djl(),
        before.libtorch(),
        before.device(),
        before.threads(),
        before.machine(),
        peak.isPresent() ? peak.getAsLong() >> 20 : null);
  }
}
