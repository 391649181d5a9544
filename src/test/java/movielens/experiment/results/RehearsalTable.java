package movielens.experiment.results;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

/**
 * What trials had on the validation part and on the events that a rehearsal keeps back after it: a
 * row per trial, and one with the rank correlation of the trials' validation with what came later.
 * Studies whose names begin with {@value #TARGETS} choose the objective's targets together.
 */
final class RehearsalTable {
  static final String FILE = "rehearsal.csv";
  static final String TARGETS = "targets-";

  private static final String NDCG = "validation_ndcg@10";
  private static final String RECALL = "validation_recall@10";
  private static final String KEPT_NDCG = "kept_back_ndcg@10";
  private static final String KEPT_RECALL = "kept_back_recall@10";
  private static final List<String> COLUMNS =
      List.of(NDCG, RECALL, KEPT_NDCG, KEPT_RECALL, "later_ndcg@10", "later_recall@10");

  /** The options of a study of targets, and trials that cannot win. */
  private static final Set<String> NOT_DENSE = Set.of("next-action");

  private RehearsalTable() {}

  /** Of every study of targets below a folder. */
  static String below(Path top) throws IOException {
    List<String> header = new ArrayList<>(List.of("study", "trial"));
    COLUMNS.forEach(column -> header.add(column.replace('_', ' ')));
    header.add("seeds");
    List<List<String>> rows = new ArrayList<>();
    for (Path folder : KeptRun.folders(top, FILE)) {
      String study = KeptRun.nameBelow(top, folder);
      if (study.startsWith(TARGETS)) {
        Map<String, Map<String, List<Double>>> trials = read(folder.resolve(FILE));
        trials.forEach((trial, values) -> rows.add(row(study, trial, values)));
        rows.add(correlations(study, trials));
      }
    }
    return MarkdownTable.of(header, rows);
  }

  private static List<String> row(String study, String trial, Map<String, List<Double>> values) {
    List<String> row = new ArrayList<>(List.of(study, trial));
    for (String column : COLUMNS) {
      double[] seeds = array(values.get(column));
      row.add(
          Cell.mean(
              StatUtils.mean(seeds), seeds.length > 1 ? Math.sqrt(StatUtils.variance(seeds)) : 0));
    }
    row.add(String.valueOf(values.get(NDCG).size()));
    return row;
  }

  private static List<String> correlations(
      String study, Map<String, Map<String, List<Double>>> trials) {
    List<String> row = new ArrayList<>(List.of(study, "*rank correlation with the first column*"));
    for (String column : COLUMNS) {
      row.add(
          column.equals(NDCG) || trials.size() < 3
              ? ""
              : Cell.signed(
                  new SpearmansCorrelation()
                      .correlation(means(trials, NDCG), means(trials, column))));
    }
    row.add("");
    return row;
  }

  private static double[] means(Map<String, Map<String, List<Double>>> trials, String column) {
    return trials.values().stream()
        .mapToDouble(values -> StatUtils.mean(array(values.get(column))))
        .toArray();
  }

  /**
   * How a trial did in a study beside the first trial: the mean of its two ratios to that one, of
   * ndcg@10 and of recall@10.
   */
  private record Score(double validation, double keptBack) {
    static Score of(Map<String, List<Double>> values, Map<String, List<Double>> base) {
      return new Score(
          (ratio(values, base, NDCG) + ratio(values, base, RECALL)) / 2,
          (ratio(values, base, KEPT_NDCG) + ratio(values, base, KEPT_RECALL)) / 2);
    }
  }

  /**
   * The score of each dense trial by the rule that stands in the grids: on the validation part, the
   * mean of the studies. In brackets where the trial cannot win.
   */
  static String choice(Path top) throws IOException {
    return scores(
        top,
        TARGETS,
        "score",
        Score::validation,
        score -> Cell.rounded(score.validation(), 3),
        (trial, mean) -> NOT_DENSE.contains(trial) ? "(" + mean + ")" : mean);
  }

  /**
   * The scores of trials of one model in several studies, on the events kept back, and in brackets
   * on the validation part; last the mean of the former.
   *
   * @param prefix with which the names of the studies begin
   */
  static String own(Path top, String prefix) throws IOException {
    return scores(
        top,
        prefix,
        "mean",
        Score::keptBack,
        score ->
            "%s (%s)"
                .formatted(Cell.rounded(score.keptBack(), 3), Cell.rounded(score.validation(), 3)),
        (trial, mean) -> mean);
  }

  /** A row per trial, a column per study, and the mean of what decides where all were run. */
  private static String scores(
      Path top,
      String prefix,
      String last,
      ToDoubleFunction<Score> deciding,
      Function<Score, String> cell,
      BinaryOperator<String> shown)
      throws IOException {
    List<String> studies = new ArrayList<>();
    Map<String, Map<String, Score>> scores = new LinkedHashMap<>();
    for (Path folder : KeptRun.folders(top, FILE)) {
      String name = KeptRun.nameBelow(top, folder);
      if (name.startsWith(prefix)) {
        String study = name.substring(prefix.length());
        studies.add(study);
        Map<String, Map<String, List<Double>>> trials = read(folder.resolve(FILE));
        Map<String, List<Double>> base = trials.values().iterator().next();
        trials.forEach(
            (trial, values) ->
                scores
                    .computeIfAbsent(trial, t -> new HashMap<>())
                    .put(study, Score.of(values, base)));
      }
    }
    List<String> header = new ArrayList<>(List.of("trial"));
    header.addAll(studies);
    header.add(last);
    List<List<String>> rows = new ArrayList<>();
    scores.forEach(
        (trial, found) -> {
          List<String> row = new ArrayList<>(List.of(trial));
          for (String study : studies) {
            row.add(found.containsKey(study) ? cell.apply(found.get(study)) : "not run");
          }
          row.add(
              found.size() < studies.size()
                  ? ""
                  : shown.apply(
                      trial,
                      Cell.rounded(
                          studies.stream()
                              .map(found::get)
                              .mapToDouble(deciding)
                              .average()
                              .orElseThrow(),
                          3)));
          rows.add(row);
        });
    return MarkdownTable.of(header, rows);
  }

  private static double ratio(
      Map<String, List<Double>> values, Map<String, List<Double>> base, String column) {
    return StatUtils.mean(array(values.get(column))) / StatUtils.mean(array(base.get(column)));
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** Trial → column → the values of its seeds, in the order of the file. */
  private static Map<String, Map<String, List<Double>>> read(Path file) {
    Map<String, Map<String, List<Double>>> trials = new LinkedHashMap<>();
    CsvReadOptions options =
        CsvReadOptions.builder(file.toFile())
            .columnTypes(
                name ->
                    name.equals("trial")
                        ? ColumnType.STRING
                        : COLUMNS.contains(name) ? ColumnType.DOUBLE : ColumnType.SKIP)
            .build();
    for (Row row : Table.read().csv(options)) {
      Map<String, List<Double>> values =
          trials.computeIfAbsent(row.getString("trial"), trial -> new LinkedHashMap<>());
      for (String column : COLUMNS) {
        values.computeIfAbsent(column, c -> new ArrayList<>()).add(row.getDouble(column));
      }
    }
    return trials;
  }
}
