package movielens.experiment.run;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import movielens.experiment.files.CsvRows;
import movielens.experiment.files.DataException;

/**
 * Reads {@code per_user.csv.gz} row by row. Only the views that are asked for are kept, and of them
 * the mean over seeds.
 */
public final class PerUserFile {
  private final Path file;
  private final Map<String, Map<String, Gathering>> byView = new LinkedHashMap<>();

  private PerUserFile(Path file, Set<String> views) {
    this.file = file;
    views.forEach(view -> byView.put(view, new LinkedHashMap<>()));
  }

  /**
   * Reads the file of a run folder.
   *
   * @param folder the run folder
   * @param views the views to keep
   * @param seeds how many seeds the run has: each user must have so many values of each metric
   * @return view → model → values
   * @throws DataException when the file is missing, malformed or incomplete
   */
  public static Map<String, Map<String, UserValues>> read(
      Path folder, Set<String> views, int seeds) {
    PerUserFile reading = new PerUserFile(folder.resolve(RunFolder.PER_USER), views);
    CsvRows.read(reading.file, RunFolder.PER_USER_HEADER, reading::take);
    Map<String, Map<String, UserValues>> values = new LinkedHashMap<>();
    reading.byView.forEach(
        (view, models) -> {
          Map<String, UserValues> ofView = new LinkedHashMap<>();
          models.forEach((model, found) -> ofView.put(model, reading.finish(model, found, seeds)));
          values.put(view, ofView);
        });
    return values;
  }

  private void take(List<String> row) {
    Map<String, Gathering> models = byView.get(row.get(1));
    if (models != null) {
      models
          .computeIfAbsent(row.get(2), model -> new Gathering())
          .add(Integer.parseInt(row.get(3)), row.get(4), Double.parseDouble(row.get(5)));
    }
  }

  private UserValues finish(String model, Gathering found, int seeds) {
    int[] userIds = found.rows.keySet().stream().mapToInt(Integer::intValue).sorted().toArray();
    Map<String, double[]> means = new LinkedHashMap<>();
    found.metrics.forEach(
        (metric, gathered) -> {
          double[] values = new double[userIds.length];
          for (int i = 0; i < values.length; i++) {
            int row = found.rows.get(userIds[i]);
            if (gathered.count(row) != seeds) {
              throw new DataException(
                  "%s is incomplete: user %d has %d of %d values of %s for %s"
                      .formatted(file, userIds[i], gathered.count(row), seeds, metric, model));
            }
            values[i] = gathered.means[row];
          }
          means.put(metric, values);
        });
    return new UserValues(userIds, means);
  }

  /** What has been read of one model in one view. */
  private static final class Gathering {
    private final Map<Integer, Integer> rows = new HashMap<>();
    private final Map<String, RunningMeans> metrics = new LinkedHashMap<>();

    void add(int userId, String metric, double value) {
      int row = rows.computeIfAbsent(userId, id -> rows.size());
      metrics.computeIfAbsent(metric, name -> new RunningMeans()).add(row, value);
    }
  }

  /** Means that stay exactly what they are when the same value comes again, as a baseline's do. */
  private static final class RunningMeans {
    private double[] means = new double[64];
    private int[] counts = new int[64];

    void add(int row, double value) {
      if (row >= means.length) {
        int length = Math.max(row + 1, 2 * means.length);
        means = Arrays.copyOf(means, length);
        counts = Arrays.copyOf(counts, length);
      }
      counts[row]++;
      means[row] += (value - means[row]) / counts[row];
    }

    int count(int row) {
      return row < counts.length ? counts[row] : 0;
    }
  }
}
