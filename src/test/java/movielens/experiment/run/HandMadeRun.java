package movielens.experiment.run;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A finished run whose every number is made up, written as a run writes it. */
public final class HandMadeRun {
  public static final List<String> METRICS = List.of("recall@10", "ndcg@10");
  private static final String COVERAGE = "p90_coverage@10";

  private final Map<String, String> options = new LinkedHashMap<>();
  private String fingerprint = "00112233445566778899";
  private List<Long> seeds = List.of(1L);
  private List<String> views = List.of("like-for-like", "as-published");
  private List<String> models = List.of("generic", "popular");
  private int[] userIds = {11, 12, 13, 14};
  private int items = 20;
  private Values values = (seed, view, model, user, metric) -> 0.5;

  public HandMadeRun() {
    options.put("min-rating", "0.0");
    options.put("split", "per-user");
    options.put("test-fraction", "0.2");
    options.put("genre", "Horror");
    options.put("min-genre-share", "0.5");
    options.put("seeds", "1");
    options.put("learning-rate", "0.001");
  }

  /** The value of a user. */
  @FunctionalInterface
  public interface Values {
    double of(long seed, String view, String model, int userId, String metric);
  }

  public HandMadeRun option(String name, String value) {
    options.put(name, value);
    return this;
  }

  public HandMadeRun fingerprint(String changed) {
    fingerprint = changed;
    return this;
  }

  public HandMadeRun seeds(Long... changed) {
    seeds = List.of(changed);
    return option("seeds", Arrays.toString(changed));
  }

  public HandMadeRun views(String... changed) {
    views = List.of(changed);
    return this;
  }

  public HandMadeRun models(String... changed) {
    models = List.of(changed);
    return this;
  }

  public HandMadeRun users(int... changed) {
    userIds = changed;
    return this;
  }

  public HandMadeRun items(int changed) {
    items = changed;
    return this;
  }

  public HandMadeRun values(Values changed) {
    values = changed;
    return this;
  }

  /** Writes the run and returns its folder. */
  public Path in(Path path) {
    RunFolder folder = RunFolder.at(path, false);
    folder.writeConfig(options);
    folder.writePerUser(
        rows -> {
          for (long seed : seeds) {
            for (String view : views) {
              for (String model : models) {
                for (String metric : METRICS) {
                  for (int user : userIds) {
                    double value = values.of(seed, view, model, user, metric);
                    rows.add(seed, view, model, user, metric, value);
                  }
                }
              }
            }
          }
        });
    folder.writeResults(results());
    return path;
  }

  private RunResults results() {
    Map<String, Map<String, Map<String, MetricSummary>>> summaries = new LinkedHashMap<>();
    Map<String, ViewScope> scopes = new LinkedHashMap<>();
    for (String view : views) {
      Map<String, Map<String, MetricSummary>> ofView = new LinkedHashMap<>();
      Map<String, ViewScope.ModelScope> scope = new LinkedHashMap<>();
      for (String model : models) {
        Map<String, MetricSummary> metrics = new LinkedHashMap<>();
        METRICS.forEach(metric -> metrics.put(metric, summary(view, model, metric)));
        metrics.put(COVERAGE, new MetricSummary(0.25, Double.NaN, List.of(0.25), null));
        ofView.put(model, metrics);
        scope.put(model, new ViewScope.ModelScope(userIds.length, items));
      }
      summaries.put(view, ofView);
      scopes.put(view, new ViewScope(true, scope));
    }
    return new RunResults(
        RunResults.SCHEMA_VERSION,
        new DatasetInfo("made-up", fingerprint, true, 99, 88, 777),
        new SliceInfo("Horror", userIds.length, items),
        new EnvironmentInfo("0.1.0", "abc", "17", "0.36.0", "2.7.1", "cpu", 2, "a processor", 900L),
        seeds,
        summaries,
        scopes,
        List.of(),
        List.of(),
        Map.of(),
        List.of(),
        null,
        Map.of(),
        Map.of(),
        List.of());
  }

  private MetricSummary summary(String view, String model, String metric) {
    List<Double> perSeed =
        seeds.stream()
            .map(
                seed ->
                    Arrays.stream(userIds)
                        .mapToDouble(user -> values.of(seed, view, model, user, metric))
                        .average()
                        .orElseThrow())
            .toList();
    double mean = perSeed.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    return new MetricSummary(mean, Double.NaN, perSeed, null);
  }
}
