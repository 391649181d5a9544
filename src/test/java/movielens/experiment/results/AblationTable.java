package movielens.experiment.results;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.stat.StatUtils;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

/** A row per trial; the first trial of a study is what its others are compared with, by seed. */
final class AblationTable {
  static final String FILE = "ablation.csv";

  private static final List<String> HEADER =
      List.of("study", "trial", "validation ndcg@10", "− first trial", "seeds", "a seed took");
  private static final Map<String, ColumnType> TYPES =
      Map.of(
          "trial",
          ColumnType.STRING,
          "seed",
          ColumnType.STRING,
          "validation_ndcg@10",
          ColumnType.DOUBLE,
          "seconds",
          ColumnType.DOUBLE);

  private record Seed(double validation, double seconds) {}

  private AblationTable() {}

  /** Of every study below a folder. */
  static String below(Path top) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    for (Path folder : KeptRun.folders(top, FILE)) {
      Map<String, Map<String, Seed>> trials = read(folder.resolve(FILE));
      String study = KeptRun.nameBelow(top, folder);
      String first = trials.keySet().iterator().next();
      trials.forEach(
          (trial, seeds) ->
              rows.add(
                  row(
                      study,
                      trial,
                      seeds,
                      trial.equals(first) ? "" : gain(seeds, trials.get(first)))));
    }
    return MarkdownTable.of(HEADER, rows);
  }

  /** Trial → seed → result, in the order of the file. */
  private static Map<String, Map<String, Seed>> read(Path file) {
    Map<String, Map<String, Seed>> trials = new LinkedHashMap<>();
    for (Row row : Table.read().csv(options(file))) {
      trials
          .computeIfAbsent(row.getString("trial"), trial -> new LinkedHashMap<>())
          .put(
              row.getString("seed"),
              new Seed(row.getDouble("validation_ndcg@10"), row.getDouble("seconds")));
    }
    return trials;
  }

  private static CsvReadOptions options(Path file) {
    return CsvReadOptions.builder(file.toFile())
        .columnTypes(name -> TYPES.getOrDefault(name, ColumnType.SKIP))
        .build();
  }

  private static List<String> row(
      String study, String trial, Map<String, Seed> seeds, String gain) {
    double[] values = seeds.values().stream().mapToDouble(Seed::validation).toArray();
    return List.of(
        study,
        trial,
        Cell.mean(StatUtils.mean(values), sd(values)),
        gain,
        String.join(", ", seeds.keySet()),
        Cell.duration(seeds.values().stream().mapToDouble(Seed::seconds).average().orElseThrow()));
  }

  /** Over the seeds that both have. */
  private static String gain(Map<String, Seed> seeds, Map<String, Seed> first) {
    double[] gains =
        seeds.keySet().stream()
            .filter(first::containsKey)
            .mapToDouble(seed -> seeds.get(seed).validation() - first.get(seed).validation())
            .toArray();
    return gains.length == 0
        ? ""
        : Cell.signed(StatUtils.mean(gains)) + " ± " + Cell.value(sd(gains));
  }

  private static double sd(double[] values) {
    return values.length > 1 ? Math.sqrt(StatUtils.variance(values)) : 0;
  }
}
