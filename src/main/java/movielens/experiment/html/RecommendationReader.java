package movielens.experiment.html;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import movielens.experiment.evaluation.Coverage;
import movielens.experiment.files.CsvRows;
import movielens.experiment.run.CatalogMovie;
import movielens.experiment.run.RunFolder;
import movielens.experiment.run.RunResults;
import movielens.experiment.run.Stories;
import movielens.experiment.run.ViewScope;

/** Sums up {@code recommendations.csv.gz} in one pass. */
final class RecommendationReader {
  private static final int TOP = 10;
  private static final int CURVE_POINTS = 1001;

  private final RunResults results;
  private final Map<Integer, CatalogMovie> movies;
  private final String view;
  private final Set<Integer> storyUsers = new HashSet<>();
  private final Map<String, Tally> tallies = new LinkedHashMap<>();

  RecommendationReader(
      RunResults results, Map<Integer, CatalogMovie> movies, Optional<Stories> stories) {
    this.results = results;
    this.movies = movies;
    this.view = results.headlineView();
    stories.ifPresent(s -> s.users().forEach(user -> storyUsers.add(user.userId())));
  }

  /** Counts of one model: top-10 slots per seed and movie, all ranks, the lists of a few users. */
  private static final class Tally {
    private final Map<Long, Map<Integer, Integer>> slots = new TreeMap<>();
    private final Map<Integer, Long> shown = new TreeMap<>();
    private final Map<Integer, List<Integer>> lists = new HashMap<>();
  }

  /** Model → what it recommended in the headline view, in table order. */
  Map<String, Recommended> read(Path file) {
    CsvRows.read(file, RunFolder.RECOMMENDATIONS_HEADER, this::add);
    Map<String, Recommended> recommended = new LinkedHashMap<>();
    for (String model : results.views().getOrDefault(view, Map.of()).keySet()) {
      Tally tally = tallies.get(model);
      if (tally != null) {
        recommended.put(
            model, new Recommended(curve(model, tally), genreShares(tally.shown), tally.lists));
      }
    }
    return recommended;
  }

  private void add(List<String> row) {
    if (!row.get(1).equals(view)) {
      return;
    }
    long seed = Long.parseLong(row.get(0));
    int rank = Integer.parseInt(row.get(4));
    Integer movieId = Integer.valueOf(row.get(5));
    Tally tally = tallies.computeIfAbsent(row.get(2), model -> new Tally());
    tally.shown.merge(movieId, 1L, Long::sum);
    if (rank > TOP) {
      return;
    }
    tally.slots.computeIfAbsent(seed, s -> new HashMap<>()).merge(movieId, 1, Integer::sum);
    Integer userId = Integer.valueOf(row.get(3));
    if (storyUsers.contains(userId) && seed == results.seeds().get(0)) {
      tally.lists.computeIfAbsent(userId, user -> new ArrayList<>()).add(movieId);
    }
  }

  private Map<String, Double> genreShares(Map<Integer, Long> shown) {
    Map<String, Double> masses = new TreeMap<>();
    shown.forEach(
        (movieId, times) -> {
          CatalogMovie movie = movies.get(movieId);
          if (movie != null) {
            double mass = (double) times / movie.genres().size();
            movie.genres().forEach(genre -> masses.merge(genre, mass, Double::sum));
          }
        });
    double total = masses.values().stream().mapToDouble(Double::doubleValue).sum();
    masses.replaceAll((genre, mass) -> mass / total);
    return masses;
  }

  /** The seeds' curves have the same points on the catalogue's axis, and are averaged there. */
  private Coverage.Curve curve(String model, Tally tally) {
    ViewScope scope = results.scopes().get(view);
    ViewScope.ModelScope size = scope == null ? null : scope.models().get(model);
    if (size == null || tally.slots.isEmpty()) {
      return null;
    }
    double[] catalogShares = {};
    double[] slotShares = {};
    for (Map<Integer, Integer> slots : tally.slots.values()) {
      int[] counts = slots.values().stream().mapToInt(Integer::intValue).toArray();
      int[] all = Arrays.copyOf(counts, size.items());
      Coverage.Curve curve = Coverage.ofCounts(all).curve(CURVE_POINTS);
      catalogShares = curve.catalogShares();
      slotShares = slotShares.length == 0 ? new double[catalogShares.length] : slotShares;
      for (int point = 0; point < slotShares.length; point++) {
        slotShares[point] += curve.slotShares()[point] / tally.slots.size();
      }
    }
    return new Coverage.Curve(catalogShares, slotShares);
  }
}
