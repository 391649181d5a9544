package movielens.experiment.run;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import movielens.experiment.evaluation.SeededValues;
import movielens.experiment.files.CsvRows;
import movielens.experiment.files.DataException;

/** Reads {@code per_user.csv.gz} row by row. Only the views that are asked for are kept. */
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
      boolean taken =
          models
              .computeIfAbsent(row.get(2), model -> new Gathering())
              .add(
                  Long.parseLong(row.get(0)),
                  Integer.parseInt(row.get(3)),
                  row.get(4),
                  Double.parseDouble(row.get(5)));
      if (!taken) {
        throw new DataException(
            "%s: %s of user %s for %s is %s, which is no number or not the one before it"
                .formatted(file, row.get(4), row.get(3), row.get(2), row.get(5)));
      }
    }
  }

  private UserValues finish(String model, Gathering found, int seeds) {
    int[] userIds = found.rows.keySet().stream().mapToInt(Integer::intValue).sorted().toArray();
    Map<String, SeededValues> values = new LinkedHashMap<>();
    found.metrics.forEach(
        (metric, gathered) -> {
          double[][] ofSeeds = new double[gathered.size()][userIds.length];
          int seed = 0;
          for (Column column : gathered.values()) {
            for (int i = 0; i < userIds.length; i++) {
              ofSeeds[seed][i] = column.value(found.rows.get(userIds[i]));
            }
            seed++;
          }
          requireWhole(model, metric, userIds, ofSeeds, seeds);
          values.put(metric, new SeededValues(ofSeeds));
        });
    return new UserValues(userIds, values);
  }

  private void requireWhole(
      String model, String metric, int[] userIds, double[][] ofSeeds, int seeds) {
    for (int i = 0; i < userIds.length; i++) {
      int user = i;
      long found = Arrays.stream(ofSeeds).filter(values -> !Double.isNaN(values[user])).count();
      if (found != seeds) {
        throw new DataException(
            "%s is incomplete: user %d has %d of %d values of %s for %s"
                .formatted(file, userIds[i], found, seeds, metric, model));
      }
    }
  }

  /**
   * What has been read of one model in one view: of each metric a column for each seed, by its
   * number, so that runs which name the same seeds in another order are paired alike.
   */
  private static final class Gathering {
    private final Map<Integer, Integer> rows = new HashMap<>();
    private final Map<String, Map<Long, Column>> metrics = new LinkedHashMap<>();

    boolean add(long seed, int userId, String metric, double value) {
      int row = rows.computeIfAbsent(userId, id -> rows.size());
      return metrics
          .computeIfAbsent(metric, name -> new TreeMap<>())
          .computeIfAbsent(seed, unseen -> new Column())
          .set(row, value);
    }
  }

  /** Values by row; NaN where none was read. */
  private static final class Column {
    private double[] values = new double[0];

    /** False where it is no number, or where another one is there already. */
    boolean set(int row, double value) {
      if (row >= values.length) {
        int before = values.length;
        values = Arrays.copyOf(values, Math.max(64, 2 * row));
        Arrays.fill(values, before, values.length, Double.NaN);
      }
      if (!Double.isFinite(value) || (!Double.isNaN(values[row]) && values[row] != value)) {
        return false;
      }
      values[row] = value;
      return true;
    }

    double value(int row) {
      return row < values.length ? values[row] : Double.NaN;
    }
  }
}
