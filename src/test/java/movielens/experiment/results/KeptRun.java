package movielens.experiment.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import movielens.experiment.evaluation.View;
import movielens.experiment.files.FlatYaml;
import movielens.experiment.pipeline.RunOption;
import movielens.experiment.report.Numbers;
import movielens.experiment.run.Comparison;
import movielens.experiment.run.MetricSummary;
import movielens.experiment.run.ResultsFile;
import movielens.experiment.run.RunFolder;
import movielens.experiment.run.RunResults;
import movielens.experiment.run.TrainingInfo;

/**
 * A run that is kept in {@code docs/results}.
 *
 * @param name its folder below {@code docs/results}, with slashes on every platform
 * @param options option → value, as {@code config.yaml} has them
 * @param results what {@code results.json} holds
 */
record KeptRun(String name, Map<String, String> options, RunResults results) {
  /** The views in which all models rank the same movies for the power users. */
  static final List<View> VIEWS = List.of(View.LIKE_FOR_LIKE, View.LATER);

  /** Every run below a folder, by name. */
  static List<KeptRun> below(Path top) throws IOException {
    return folders(top, RunFolder.RESULTS).stream()
        .map(
            folder ->
                new KeptRun(
                    nameBelow(top, folder),
                    FlatYaml.read(folder.resolve(RunFolder.CONFIG)),
                    ResultsFile.read(folder.resolve(RunFolder.RESULTS))))
        .sorted(Comparator.comparing(KeptRun::name))
        .toList();
  }

  /** The folders below {@code top} that hold a file of some name, in order. */
  static List<Path> folders(Path top, String file) throws IOException {
    if (!Files.exists(top)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.walk(top)) {
      return paths
          .filter(path -> path.getFileName().toString().equals(file))
          .map(Path::getParent)
          .sorted()
          .toList();
    }
  }

  static String nameBelow(Path top, Path folder) {
    return top.relativize(folder).toString().replace('\\', '/');
  }

  String option(String key) {
    return options.getOrDefault(key, "");
  }

  /** Whether distilled has the options that {@code run} gives it by itself. */
  boolean eachHasItsOwn() {
    String own = option(RunOption.DISTILLED_OPTIONS.key()).replace(" ", "");
    return own.equals(RunOption.DISTILLED_OPTIONS.defaultText().orElseThrow());
  }

  String data() {
    return results.dataset().name();
  }

  /** Null where the run has no such value. */
  MetricSummary metric(String view, String model, String metric) {
    return results.views().getOrDefault(view, Map.of()).getOrDefault(model, Map.of()).get(metric);
  }

  /** The differences of a model and {@code generic} in the headline view, one for each metric. */
  List<Comparison> differences(String model) {
    return results.comparisons().stream()
        .filter(c -> c.view().equals(View.LIKE_FOR_LIKE.label()))
        .filter(c -> c.a().equals(model) && c.b().equals("generic"))
        .toList();
  }

  Optional<Comparison> difference(String model, String metric) {
    return comparison(View.LIKE_FOR_LIKE.label(), metric, model, "generic");
  }

  /** The difference a − b, where the run compares the two. */
  Optional<Comparison> comparison(String view, String metric, String a, String b) {
    return results.comparisons().stream()
        .filter(c -> c.view().equals(view) && c.metric().equals(metric))
        .filter(c -> c.a().equals(a) && c.b().equals(b))
        .findFirst();
  }

  /** The same as a cell, with its interval over users and seeds; empty without it. */
  String interval(String view, String metric, String a, String b) {
    return comparison(view, metric, a, b)
        .map(c -> Cell.interval(c.difference(), c.shownInterval()))
        .orElse("");
  }

  /** By how many people distilled and generic are compared, as a cell. */
  String people(String view, String metric) {
    return comparison(view, metric, "distilled", "generic")
        .map(c -> Numbers.count(c.users()))
        .orElse("");
  }

  /** How many power users the slice has, as a cell. */
  String power() {
    return Numbers.count(results.slice().powerUsers());
  }

  /** How many seeds there are, as a cell. */
  String seeds() {
    return String.valueOf(results.seeds().size());
  }

  /** Empty for results of a program that did not write them. */
  List<TrainingInfo> trainings(String model) {
    return results.trainings().stream().filter(t -> t.model().equals(model)).toList();
  }
}
