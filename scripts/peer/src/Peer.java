import es.uam.eps.ir.ranksys.core.Recommendation;
import es.uam.eps.ir.ranksys.fast.index.FastItemIndex;
import es.uam.eps.ir.ranksys.fast.index.FastUserIndex;
import es.uam.eps.ir.ranksys.fast.index.SimpleFastItemIndex;
import es.uam.eps.ir.ranksys.fast.index.SimpleFastUserIndex;
import es.uam.eps.ir.ranksys.fast.preference.FastPreferenceData;
import es.uam.eps.ir.ranksys.fast.preference.SimpleFastPreferenceData;
import es.uam.eps.ir.ranksys.metrics.RecommendationMetric;
import es.uam.eps.ir.ranksys.metrics.basic.NDCG;
import es.uam.eps.ir.ranksys.metrics.basic.Recall;
import es.uam.eps.ir.ranksys.metrics.rel.BinaryRelevanceModel;
import es.uam.eps.ir.ranksys.nn.item.ItemNeighborhoodRecommender;
import es.uam.eps.ir.ranksys.nn.item.neighborhood.CachedItemNeighborhood;
import es.uam.eps.ir.ranksys.nn.item.neighborhood.TopKItemNeighborhood;
import es.uam.eps.ir.ranksys.nn.item.sim.SetCosineItemSimilarity;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jooq.lambda.tuple.Tuple;
import org.jooq.lambda.tuple.Tuple2;
import org.ranksys.core.util.tuples.Tuple2od;

/**
 * RankSys 0.4.3 on a split that {@code data split} wrote: its item-kNN as lists, and its NDCG and
 * recall beside the values of a folder that {@code judge} wrote.
 */
final class Peer {
  private static final int TOP = 10;
  private static final int DEPTH = 50;

  private Peer() {}

  public static void main(String[] arguments) throws IOException {
    Path split = Path.of(arguments[1]);
    switch (arguments[0]) {
      case "lists" -> lists(split, Integer.parseInt(arguments[2]), Path.of(arguments[3]));
      case "metrics" -> metrics(split, Path.of(arguments[2]), Double.parseDouble(arguments[3]));
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private record Event(int user, int movie) {}

  private static List<Event> events(Path file) throws IOException {
    return rows(file)
        .map(row -> new Event(Integer.parseInt(row[0]), Integer.parseInt(row[1])))
        .toList();
  }

  private static Stream<String[]> rows(Path file) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                file.toString().endsWith(".gz")
                    ? new GZIPInputStream(Files.newInputStream(file))
                    : Files.newInputStream(file),
                StandardCharsets.UTF_8));
    return in.lines().skip(1).map(line -> line.split(",", -1));
  }

  private static FastPreferenceData<Integer, Integer> data(
      Stream<Event> events, FastUserIndex<Integer> users, FastItemIndex<Integer> items) {
    return SimpleFastPreferenceData.load(
        events.map(event -> Tuple.tuple(event.user(), event.movie(), 1.0)), users, items);
  }

  /** Similarities from the fit part; recommendations to the fit and validation part. */
  private static void lists(Path split, int neighbours, Path out) throws IOException {
    List<Event> fit = events(split.resolve("fit.csv"));
    List<Event> validation = events(split.resolve("validation.csv"));
    List<Event> test = events(split.resolve("test.csv"));
    FastUserIndex<Integer> users =
        SimpleFastUserIndex.load(
            Stream.concat(fit.stream(), test.stream()).map(Event::user).distinct().sorted());
    FastItemIndex<Integer> items =
        SimpleFastItemIndex.load(
            rows(split.resolve("movies.csv")).map(row -> Integer.parseInt(row[0])));
    FastPreferenceData<Integer, Integer> history =
        data(Stream.concat(fit.stream(), validation.stream()), users, items);
    ItemNeighborhoodRecommender<Integer, Integer> recommender =
        new ItemNeighborhoodRecommender<>(
            history,
            new CachedItemNeighborhood<>(
                new TopKItemNeighborhood<>(
                    new SetCosineItemSimilarity<>(data(fit.stream(), users, items), 0.5, true),
                    neighbours)),
            1);
    Map<Integer, Set<Integer>> seen =
        Stream.concat(fit.stream(), validation.stream())
            .collect(
                Collectors.groupingBy(
                    Event::user, Collectors.mapping(Event::movie, Collectors.toSet())));
    Path genre = split.resolve("genre").resolve("power_users.csv");
    Set<Integer> devoted =
        Files.exists(genre)
            ? rows(genre).map(row -> Integer.parseInt(row[0])).collect(Collectors.toSet())
            : Set.of();
    // A cut to the genre leaves enough of a list only where it is long.
    IntUnaryOperator length = user -> devoted.contains(user) ? items.numItems() : DEPTH;
    try (PrintWriter lines = new PrintWriter(out.toFile(), StandardCharsets.UTF_8)) {
      lines.println("user,item,score");
      test.stream()
          .map(Event::user)
          .distinct()
          .forEach(
              user ->
                  recommender
                      .getRecommendation(
                          user,
                          length.applyAsInt(user),
                          item -> !seen.getOrDefault(user, Set.of()).contains(item))
                      .getItems()
                      .forEach(item -> lines.println(user + "," + item.v1 + "," + item.v2)));
    }
  }

  private record Judged(String model, int user) {}

  /** Of every model of the headline under the first seed: its lists by RankSys, and our values. */
  private static void metrics(Path split, Path judged, double tolerance) throws IOException {
    Path genre = split.resolve("genre");
    boolean sliced = Files.isDirectory(genre);
    String view = sliced ? "like-for-like" : "as-published";
    List<Event> test = events((sliced ? genre : split).resolve("test.csv"));
    FastUserIndex<Integer> users =
        SimpleFastUserIndex.load(test.stream().map(Event::user).distinct().sorted());
    FastItemIndex<Integer> items =
        SimpleFastItemIndex.load(
            rows((sliced ? genre : split).resolve("movies.csv"))
                .map(row -> Integer.parseInt(row[0])));
    FastPreferenceData<Integer, Integer> truth = data(test.stream(), users, items);
    Map<String, RecommendationMetric<Integer, Integer>> metrics = new TreeMap<>();
    metrics.put("ndcg@10", new NDCG<>(TOP, new NDCG.NDCGRelevanceModel<>(false, truth, 1.0)));
    metrics.put("recall@10", new Recall<>(TOP, new BinaryRelevanceModel<>(false, truth, 1.0)));

    Map<Judged, List<Tuple2<Integer, Integer>>> lists = new HashMap<>();
    String[] seed = new String[1];
    rows(judged.resolve("recommendations.csv.gz"))
        .filter(row -> row[1].equals(view))
        .forEach(
            row -> {
              seed[0] = seed[0] == null ? row[0] : seed[0];
              if (row[0].equals(seed[0])) {
                lists
                    .computeIfAbsent(
                        new Judged(row[2], Integer.parseInt(row[3])), key -> new ArrayList<>())
                    .add(Tuple.tuple(Integer.parseInt(row[4]), Integer.parseInt(row[5])));
              }
            });
    Map<String, double[]> found = new TreeMap<>();
    rows(judged.resolve("per_user.csv.gz"))
        .filter(row -> row[0].equals(seed[0]) && row[1].equals(view) && metrics.containsKey(row[4]))
        .forEach(
            row -> {
              int user = Integer.parseInt(row[3]);
              List<Tuple2od<Integer>> list =
                  lists.getOrDefault(new Judged(row[2], user), List.of()).stream()
                      .sorted(Comparator.comparing(entry -> entry.v1))
                      .map(entry -> new Tuple2od<>(entry.v2, -entry.v1))
                      .toList();
              double theirs = metrics.get(row[4]).evaluate(new Recommendation<>(user, list));
              double ours = Double.parseDouble(row[5]);
              double[] sums = found.computeIfAbsent(row[2] + " " + row[4], key -> new double[4]);
              sums[0] += theirs;
              sums[1] += ours;
              sums[2] = Math.max(sums[2], Math.abs(theirs - ours));
              sums[3]++;
            });
    boolean same = !found.isEmpty();
    for (Map.Entry<String, double[]> entry : found.entrySet()) {
      double[] sums = entry.getValue();
      System.out.printf(
          Locale.ROOT,
          "%-40s RankSys %.6f, ours %.6f, largest difference of %.0f users %.2g%n",
          entry.getKey(),
          sums[0] / sums[3],
          sums[1] / sums[3],
          sums[3],
          sums[2]);
      same &= sums[2] <= tolerance;
    }
    if (!same) {
      System.exit(1);
    }
  }
}
