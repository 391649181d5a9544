package movielens.experiment.html;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import movielens.experiment.files.CsvRows;
import movielens.experiment.files.DataException;
import movielens.experiment.report.Finding;
import movielens.experiment.run.CatalogMovie;
import movielens.experiment.run.Comparison;
import movielens.experiment.run.ResultsFile;
import movielens.experiment.run.RunFolder;
import movielens.experiment.run.RunResults;
import movielens.experiment.run.Stories;
import movielens.experiment.run.TrainingRow;

/**
 * What a report is made of, read from the files of a run folder. Only {@code results.json} must be
 * there: what an older version did not write is empty. The large files are streamed; what is kept
 * grows with the users of one view, never with the rows.
 *
 * @param results content of {@code results.json}
 * @param config text of {@code config.yaml}, empty when there is none
 * @param epochs lines of {@code training.csv}
 * @param movies movie id → movie; empty when there is no {@code movies.csv}
 * @param stories content of {@code stories.json}, if there is one
 * @param differences each user's difference of the headline comparison, ascending; empty when there
 *     is no comparison or no {@code per_user.csv.gz}
 * @param recommended model → what it recommended in the headline view; empty when there is no
 *     {@code recommendations.csv.gz}
 */
record ReportData(
    RunResults results,
    String config,
    List<TrainingRow> epochs,
    Map<Integer, CatalogMovie> movies,
    Optional<Stories> stories,
    double[] differences,
    Map<String, Recommended> recommended) {
  private static final double ROUNDING = 1e-12;

  /**
   * Reads a run folder.
   *
   * @throws DataException when a file is malformed or of another schema version
   */
  static ReportData read(RunFolder folder) {
    RunResults results = ResultsFile.read(folder.file(RunFolder.RESULTS));
    Map<Integer, CatalogMovie> movies =
        ifThere(folder, RunFolder.MOVIES, Map.of(), ReportData::movies);
    Optional<Stories> stories =
        ifThere(folder, RunFolder.STORIES, Optional.empty(), f -> Optional.of(stories(f)));
    return new ReportData(
        results,
        ifThere(folder, RunFolder.CONFIG, "", ReportData::text),
        ifThere(folder, RunFolder.TRAINING, List.of(), ReportData::epochs),
        movies,
        stories,
        Finding.headline(results)
            .map(c -> ifThere(folder, RunFolder.PER_USER, new double[0], f -> differences(f, c)))
            .orElse(new double[0]),
        ifThere(
            folder,
            RunFolder.RECOMMENDATIONS,
            Map.of(),
            f -> new RecommendationReader(results, movies, stories).read(f)));
  }

  private interface Reading<T> {
    T from(Path file);
  }

  private static <T> T ifThere(RunFolder folder, String name, T otherwise, Reading<T> reading) {
    Path file = folder.file(name);
    return Files.isRegularFile(file) ? reading.from(file) : otherwise;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static List<TrainingRow> epochs(Path file) {
    List<TrainingRow> epochs = new ArrayList<>();
    CsvRows.read(
        file,
        RunFolder.TRAINING_HEADER,
        row ->
            epochs.add(
                new TrainingRow(
                    Long.parseLong(row.get(0)),
                    row.get(1),
                    Integer.parseInt(row.get(2)),
                    Double.parseDouble(row.get(3)),
                    Double.parseDouble(row.get(4)),
                    Double.parseDouble(row.get(5)),
                    Double.parseDouble(row.get(6)),
                    Double.parseDouble(row.get(7)))));
    return epochs;
  }

  private static Map<Integer, CatalogMovie> movies(Path file) {
    Map<Integer, CatalogMovie> movies = new LinkedHashMap<>();
    CsvRows.read(
        file,
        RunFolder.MOVIES_HEADER,
        row -> {
          int movieId = Integer.parseInt(row.get(0));
          String genres = row.get(2);
          movies.put(
              movieId,
              new CatalogMovie(
                  movieId,
                  row.get(1),
                  genres.isEmpty() ? List.of() : List.of(genres.split("\\|")),
                  Integer.parseInt(row.get(3))));
        });
    return movies;
  }

  private static Stories stories(Path file) {
    return ResultsFile.read(file, Stories.class, Stories.SCHEMA_VERSION);
  }

  /** Mean of one user's values of a model over the seeds. */
  private static final class Mean {
    private double sum;
    private int count;

    void add(double value) {
      sum += value;
      count++;
    }

    /** NaN when there is no value. */
    double value() {
      return sum / count;
    }
  }

  private static double[] differences(Path file, Comparison comparison) {
    Map<Integer, Mean> ofA = new HashMap<>();
    Map<Integer, Mean> ofB = new HashMap<>();
    CsvRows.read(
        file,
        RunFolder.PER_USER_HEADER,
        row -> {
          if (row.get(1).equals(comparison.view()) && row.get(4).equals(comparison.metric())) {
            String model = row.get(2);
            if (model.equals(comparison.a()) || model.equals(comparison.b())) {
              (model.equals(comparison.a()) ? ofA : ofB)
                  .computeIfAbsent(Integer.valueOf(row.get(3)), user -> new Mean())
                  .add(Double.parseDouble(row.get(5)));
            }
          }
        });
    return ofA.entrySet().stream()
        .mapToDouble(
            a ->
                a.getValue().value()
                    - Optional.ofNullable(ofB.get(a.getKey())).orElseGet(Mean::new).value())
        // What is left of rounding is no difference.
        .map(difference -> Math.abs(difference) < ROUNDING ? 0 : difference)
        .filter(Double::isFinite)
        .sorted()
        .toArray();
  }
}
