package movielens.experiment.pipeline.comparison;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import movielens.experiment.pipeline.Decides;
import movielens.experiment.pipeline.RunOption;
import movielens.experiment.report.RunComparison.OptionRow;
import movielens.experiment.run.EnvironmentInfo;
import movielens.experiment.run.FinishedRun;

/** In what runs differ, apart from their results. */
final class RunDifferences {
  private static final String NONE = "–";
  private static final int FEW_USERS = 30;

  private RunDifferences() {}

  /** The options, and what else the runs were made with, in which not all runs agree. */
  static List<OptionRow> of(List<FinishedRun> runs) {
    Set<String> names = new LinkedHashSet<>();
    runs.forEach(run -> names.addAll(options(run).keySet()));
    List<OptionRow> rows = new ArrayList<>();
    for (String name : names) {
      addIfMixed(rows, name, runs, run -> options(run).getOrDefault(name, NONE));
    }
    addIfMixed(rows, "(data sha256)", runs, run -> Comparability.brief(run));
    surroundings()
        .forEach(
            (name, value) ->
                addIfMixed(rows, name, runs, run -> value.apply(run.results().environment())));
    return rows;
  }

  /** The options of a run, with those that it does not name because its program had none. */
  static Map<String, String> options(FinishedRun run) {
    Map<String, String> options = new LinkedHashMap<>(run.options());
    options.putAll(RunOption.unsaid(run.options()));
    return options;
  }

  /** Whether an option says where things are or how exactly they are told, not what is found. */
  private static boolean without(RunOption option) {
    return option.decides() == Decides.NOTHING
        || option == RunOption.DATA_PATH
        || option == RunOption.BOOTSTRAP_RESAMPLES;
  }

  private static Map<String, Function<EnvironmentInfo, String>> surroundings() {
    Map<String, Function<EnvironmentInfo, String>> values = new LinkedHashMap<>();
    values.put("(program)", made -> made.version() + " " + made.commit());
    values.put("(Java)", EnvironmentInfo::java);
    values.put("(DJL, libtorch)", made -> made.djl() + ", " + made.libtorch());
    values.put("(computed on)", made -> made.device() + ", threads " + made.threads());
    return values;
  }

  private static void addIfMixed(
      List<OptionRow> rows,
      String name,
      List<FinishedRun> runs,
      Function<FinishedRun, String> value) {
    List<String> values = runs.stream().map(value).toList();
    if (new HashSet<>(values).size() > 1) {
      rows.add(new OptionRow(name, values));
    }
  }

  /** What a reader of the differences of two comparable runs must know, one sentence each. */
  static List<String> notes(FinishedRun reference, FinishedRun run, int users) {
    List<String> notes = new ArrayList<>();
    Map<String, String> options = options(reference);
    Map<String, String> others = options(run);
    Set<String> differing = new LinkedHashSet<>(options.keySet());
    differing.addAll(others.keySet());
    differing.removeIf(name -> Objects.equals(options.get(name), others.get(name)));
    differing.removeIf(name -> RunOption.of(name).filter(RunDifferences::without).isPresent());
    if (differing.equals(Set.of("seeds"))) {
      notes.add("The two runs differ only in seeds: the difference is seed noise.");
    } else if (differing.isEmpty()) {
      notes.add(
          "The two runs have the same options and seeds: what differs is due to the program or the"
              + " machine.");
    }
    if (reference.results().seeds().size() == 1 || run.results().seeds().size() == 1) {
      notes.add(
          "A run with one seed does not tell how much training varies, and the intervals cannot"
              + " either.");
    }
    if (users < FEW_USERS) {
      notes.add("With fewer than " + FEW_USERS + " users the comparison is weak.");
    }
    return notes;
  }
}
