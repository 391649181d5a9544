package movielens.experiment.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import movielens.experiment.evaluation.View;

/** The folder of a run that never was: everything a report is made of, two titles of them hard. */
public final class SampleFolder {
  public static final String SCRIPT = "<script>alert(1)</script>";

  /** Right-to-left, with a character that would turn what follows. */
  public static final String ARABIC = "\u202eباب الحديد (1958)";

  private static final List<String> MODELS = List.of("generic", "distilled", "popular");
  private static final List<Long> SEEDS = List.of(1L, 2L);
  private static final int USERS = 40;
  private static final int MOVIES = 30;

  private SampleFolder() {}

  /** Writes everything but the report. */
  public static RunFolder full(Path path) {
    RunFolder folder = RunFolder.at(path, true);
    folder.writeConfig(Map.of("genre", "Horror"));
    folder.writeResults(results());
    folder.writeTraining(epochs());
    folder.writePerUser(SampleFolder::perUser);
    folder.writeRecommendations(SampleFolder::recommendations);
    folder.writeMovies(movies());
    folder.writeStories(stories());
    return folder;
  }

  public static RunResults results() {
    List<Comparison> comparisons = new ArrayList<>();
    for (String metric : List.of("recall@10", "ndcg@10", "popularity@10")) {
      comparisons.add(comparison(metric, "distilled", "generic", 0.02, -0.01, 0.05));
    }
    comparisons.add(comparison("recall@10", "distilled", "popular", 0.07, 0.02, 0.12));
    comparisons.add(
        comparison("ndcg@10", "distilled", "popular", Double.NaN, Double.NaN, Double.NaN));
    RunResults base = SampleResults.of(true, SEEDS, comparisons.toArray(Comparison[]::new));
    Map<String, ViewScope.ModelScope> sizes = new LinkedHashMap<>();
    MODELS.forEach(model -> sizes.put(model, new ViewScope.ModelScope(USERS, MOVIES)));
    Map<String, ViewScope> scopes = new LinkedHashMap<>(base.scopes());
    scopes.put(View.LIKE_FOR_LIKE.label(), new ViewScope(true, sizes));
    return new RunResults(
        RunResults.SCHEMA_VERSION,
        base.dataset(),
        base.slice(),
        base.environment(),
        SEEDS,
        base.views(),
        scopes,
        comparisons,
        base.warnings(),
        base.timings(),
        base.trainings(),
        null,
        Map.of(),
        Map.of(),
        List.of());
  }

  public static Comparison comparison(
      String metric, String a, String b, double difference, double low, double high) {
    return new Comparison(
        View.LIKE_FOR_LIKE.label(),
        metric,
        a,
        b,
        difference,
        low,
        high,
        0.2,
        0.4,
        USERS,
        false,
        null);
  }

  private static List<TrainingRow> epochs() {
    List<TrainingRow> epochs = new ArrayList<>();
    for (long seed : SEEDS) {
      for (int epoch = 1; epoch <= 3; epoch++) {
        double validation = epoch == 2 ? Double.NaN : 0.1 * epoch;
        epochs.add(new TrainingRow(seed, "generic", epoch, 7.0 / epoch, validation, 1e-3, 0.5, 9));
      }
      epochs.add(new TrainingRow(seed, "distilled", 1, 5, Double.NaN, 1e-3, 0.5, 9));
    }
    return epochs;
  }

  private static void perUser(PerUserRows rows) throws java.io.IOException {
    for (long seed : SEEDS) {
      for (String view : List.of(View.LIKE_FOR_LIKE.label(), View.AS_PUBLISHED.label())) {
        for (String model : MODELS) {
          for (int user = 1; user <= USERS; user++) {
            double value = user % 4 * (model.equals("distilled") ? 0.25 : 0.2);
            rows.add(seed, view, model, user, "recall@10", value);
            rows.add(seed, view, model, user, "ndcg@10", 0);
          }
        }
      }
    }
  }

  private static void recommendations(RecommendationRows rows) throws java.io.IOException {
    for (long seed : SEEDS) {
      for (String model : MODELS) {
        for (int user = 1; user <= USERS; user++) {
          for (int rank = 1; rank <= 20; rank++) {
            int shift = model.equals("popular") ? 0 : user + model.length() + (int) seed;
            int movieId = 1 + (rank + shift) % MOVIES;
            rows.add(seed, View.LIKE_FOR_LIKE.label(), model, user, rank, movieId, 1f / rank);
          }
        }
      }
    }
  }

  public static List<CatalogMovie> movies() {
    List<CatalogMovie> movies = new ArrayList<>();
    for (int id = 1; id <= MOVIES; id++) {
      String title = id == 2 ? SCRIPT : id == 3 ? ARABIC : "Film " + id + ", \"The\" (1999)";
      List<String> genres =
          id % 3 == 0 ? List.of() : id % 2 == 0 ? List.of("Horror", "B & <W>") : List.of("Horror");
      movies.add(new CatalogMovie(id, title, genres, id));
    }
    return movies;
  }

  private static Stories stories() {
    List<Stories.Seen> history =
        List.of(new Stories.Seen(2, "2000-01-01"), new Stories.Seen(3, "2000-01-02"));
    return new Stories(
        Stories.SCHEMA_VERSION,
        View.LIKE_FOR_LIKE.label(),
        "recall@10",
        "distilled",
        "generic",
        List.of(
            new Stories.Story(1, "median", 0.05, history, 70, List.of(2, 3, 4, 99)),
            new Stories.Story(7, "largest of all", 0.15, history, 71, List.of(5))));
  }
}
