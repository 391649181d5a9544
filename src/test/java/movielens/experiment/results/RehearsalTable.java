package movielens.experiment.results;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
   * The score of each dense trial by the rule that stands in the grids: in each cell, which is a
   * study, the mean of its two ratios to the first trial; then the mean of the cells.
   */
  static String choice(Path top) throws IOException {
    Map<String, Map<String, Double>> scores = new LinkedHashMap<>();
    List<String> header = new ArrayList<>(List.of("trial"));
    for (Path folder : KeptRun.folders(top, FILE)) {
      String study = KeptRun.nameBelow(top, folder);
      if (study.startsWith(TARGETS)) {
        header.add(study.substring(TARGETS.length()));
        Map<String, Map<String, List<Double>>> trials = read(folder.resolve(FILE));
        Map<String, List<Double>> base = trials.values().iterator().next();
        trials.forEach(
            (trial, values) ->
                scores
                    .computeIfAbsent(trial, t -> new TreeMap<>())
                    .put(study.substring(TARGETS.length()), score(values, base, NDCG, RECALL)));
      }
    }
    List<String> studies = List.copyOf(header.subList(1, header.size()));
    header.add("score");
    List<List<String>> rows = new ArrayList<>();
    scores.forEach(
        (trial, cells) -> {
          List<String> row = new ArrayList<>(List.of(trial));
          studies.forEach(
              study ->
                  row.add(
                      cells.containsKey(study) ? Cell.rounded(cells.get(study), 3) : "not run"));
          row.add(cells.size() < studies.size() ? "" : score(trial, cells.values()));
          rows.add(row);
        });
    return MarkdownTable.of(header, rows);
  }

  /**
   * The scores of trials of one model in several studies: the mean of the two ratios to the first
   * trial on the events kept back, and in brackets on the validation part; last the mean of the
   * former.
   *
   * @param prefix with which the names of the studies begin
   */
  static String own(Path top, String prefix) throws IOException {
    List<String> header = new ArrayList<>(List.of("trial"));
    Map<String, List<String>> rows = new LinkedHashMap<>();
    Map<String, List<Double>> scores = new LinkedHashMap<>();
    for (Path folder : KeptRun.folders(top, FILE)) {
      String study = KeptRun.nameBelow(top, folder);
      if (study.startsWith(prefix)) {
        int studies = header.size() - 1;
        header.add(study.substring(prefix.length()));
        Map<String, Map<String, List<Double>>> trials = read(folder.resolve(FILE));
        Map<String, List<Double>> base = trials.values().iterator().next();
        trials.forEach(
            (trial, values) -> {
              double kept = score(values, base, KEPT_NDCG, KEPT_RECALL);
              List<String> row = rows.computeIfAbsent(trial, t -> new ArrayList<>());
              while (row.size() < studies) {
                row.add("not run");
              }
              row.add(
                  Cell.rounded(kept, 3)
                      + " ("
                      + Cell.rounded(score(values, base, NDCG, RECALL), 3)
                      + ")");
              scores.computeIfAbsent(trial, t -> new ArrayList<>()).add(kept);
            });
      }
    }
    int studies = header.size() - 1;
    header.add("mean");
    List<List<String>> table = new ArrayList<>();
    rows.forEach(
        (trial, cells) -> {
          List<String> row = new ArrayList<>(List.of(trial));
          row.addAll(cells);
          while (row.size() <= studies) {
            row.add("not run");
          }
          List<Double> ofTrial = scores.get(trial);
          row.add(
              ofTrial.size() < studies
                  ? ""
                  : Cell.rounded(ofTrial.stream().mapToDouble(v -> v).average().orElseThrow(), 3));
          table.add(row);
        });
    return MarkdownTable.of(header, table);
  }

  /** The mean of the ratios of two columns to those of the first trial. */
  private static double score(
      Map<String, List<Double>> values, Map<String, List<Double>> base, String a, String b) {
    return (ratio(values, base, a) + ratio(values, base, b)) / 2;
  }

  /** In brackets where the trial cannot win. */
  private static String score(String trial, Collection<Double> cells) {
    double score = cells.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    return (NOT_DENSE.contains(trial) ? "(%s)" : "%s").formatted(Cell.rounded(score, 3));
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
