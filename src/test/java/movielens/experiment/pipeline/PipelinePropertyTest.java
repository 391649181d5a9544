package movielens.experiment.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import movielens.experiment.data.Catalog;
import movielens.experiment.data.GenreSlice;
import movielens.experiment.data.GenreSlicer;
import movielens.experiment.data.InteractionLog;
import movielens.experiment.data.Interactions;
import movielens.experiment.data.MovieLens;
import movielens.experiment.data.SliceRule;
import movielens.experiment.data.Split;
import movielens.experiment.data.SplitRule;
import movielens.experiment.data.Splitter;
import movielens.experiment.data.reading.MovieLensReader;
import movielens.experiment.evaluation.CutOffs;
import movielens.experiment.evaluation.Evaluation;
import movielens.experiment.evaluation.Metric;
import movielens.experiment.evaluation.ModelName;
import movielens.experiment.evaluation.Recommender;
import movielens.experiment.evaluation.TopK;
import movielens.experiment.evaluation.View;
import movielens.experiment.files.DataException;
import movielens.experiment.pipeline.judging.Everybody;
import movielens.experiment.pipeline.judging.FittedModel;
import movielens.experiment.pipeline.judging.Scoreboard;
import movielens.experiment.pipeline.judging.Views;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Random files through reading, order, split, slice, ranking, metrics and coverage, against the
 * same once more from the definitions: original ids, collections, one user at a time.
 */
class PipelinePropertyTest {
  private static final String GENRE = "Horror";
  private static final List<String> GENRES = List.of(GENRE, "Comedy", "War");

  private record Event(int user, int movie, int second) {}

  private record Data(List<Event> events, SortedMap<Integer, List<String>> genres) {}

  /** Who is judged on what: user → wanted movies, the ranked catalogue, what each has seen. */
  private record Judged(
      SortedMap<Integer, Set<Integer>> wanted,
      Set<Integer> catalog,
      Map<Integer, List<Integer>> training) {}

  @Property(tries = 150)
  void everyMetricOfEveryViewIsThatOfTheDefinitions(@ForAll long seed) throws IOException {
    Data data = random(new Random(seed));
    Optional<Scoreboard> scoreboard = judged(data, seed);
    Judged slice = slice(data);
    if (slice.wanted().size() < 2) {
      assertThat(scoreboard).as("fewer than two power users").isEmpty();
      return;
    }
    assertSame(scoreboard.orElseThrow(), View.LIKE_FOR_LIKE, slice, data, seed);
    Judged everybody = everybody(data);
    assertSame(
        scoreboard.orElseThrow(),
        View.GENERIC_REACH,
        new Judged(slice.wanted(), everybody.catalog(), everybody.training()),
        data,
        seed);
    assertSame(scoreboard.orElseThrow(), View.AS_PUBLISHED, everybody, data, seed);
  }

  // The program's way

  private static Optional<Scoreboard> judged(Data data, long seed) throws IOException {
    Path folder = Files.createTempDirectory("pipeline");
    try {
      MovieLens release = MovieLensReader.read(write(data, folder));
      Split split =
          Splitter.split(
              release, Interactions.chronological(release, 0), new SplitRule.PerUser(0.2));
      GenreSlice slice = GenreSlicer.slice(split, new SliceRule(GENRE, 0.3, 2));
      Scoreboard scoreboard =
          new Scoreboard(
              new Views(new Everybody(split, CutOffs.USUAL), split, Optional.of(slice), 86_400),
              List.of("popular"));
      Recommender recommender = new Whim(split.catalog(), seed);
      scoreboard.judge(new FittedModel(ModelName.POPULAR, recommender, split), 0);
      return Optional.of(scoreboard);
    } catch (DataException e) {
      return Optional.empty();
    } finally {
      Files.deleteIfExists(folder.resolve("ratings.csv"));
      Files.deleteIfExists(folder.resolve("movies.csv"));
      Files.delete(folder);
    }
  }

  private static Path write(Data data, Path folder) throws IOException {
    StringBuilder ratings = new StringBuilder("userId,movieId,rating,timestamp\n");
    for (Event e : data.events()) {
      ratings.append(e.user() + "," + e.movie() + ",3.5," + e.second() + "\n");
    }
    StringBuilder movies = new StringBuilder("movieId,title,genres\n");
    data.genres()
        .forEach(
            (movie, genres) ->
                movies.append(
                    movie
                        + ",Film,"
                        + (genres.isEmpty() ? "(no genres listed)" : String.join("|", genres))
                        + "\n"));
    Files.writeString(folder.resolve("ratings.csv"), ratings);
    Files.writeString(folder.resolve("movies.csv"), movies);
    return folder;
  }

  /** Likes each movie for each user as a hash of both says, with many ties. */
  private static float liking(long seed, int userId, int movieId) {
    return new Random(seed * 31 + userId * 1009L + movieId).nextInt(12);
  }

  private record Whim(Catalog catalog, long seed) implements Recommender {
    @Override
    public TopK rank(InteractionLog history, int[] candidates, int k) {
      int[][] items = new int[history.users()][];
      float[][] scores = new float[history.users()][];
      for (int row = 0; row < history.users(); row++) {
        int userId = history.userId(row);
        Set<Integer> seen = new HashSet<>();
        for (int p = history.start(row); p < history.end(row); p++) {
          seen.add(history.item(p));
        }
        items[row] =
            IntStream.rangeClosed(1, candidates.length)
                .filter(j -> !seen.contains(candidates[j - 1]))
                .boxed()
                .sorted(
                    Comparator.comparing(
                            (Integer j) ->
                                -liking(seed, userId, catalog.movieId(candidates[j - 1])))
                        .thenComparing(j -> j))
                .limit(k)
                .mapToInt(j -> j)
                .toArray();
        scores[row] = new float[items[row].length];
        for (int rank = 0; rank < scores[row].length; rank++) {
          int movieId = catalog.movieId(candidates[items[row][rank] - 1]);
          scores[row][rank] = liking(seed, userId, movieId);
        }
      }
      return new TopK(items, scores);
    }
  }

  // The definitions' way

  private static Data random(Random random) {
    int movies = 12 + random.nextInt(60);
    SortedMap<Integer, List<String>> genres = new TreeMap<>();
    for (int i = 0; i < movies; i++) {
      List<String> of = GENRES.stream().filter(g -> random.nextInt(5) < 2).toList();
      genres.put(1 + random.nextInt(1000), of);
    }
    List<Integer> ids = List.copyOf(genres.keySet());
    List<Event> events = new ArrayList<>();
    int users = 2 + random.nextInt(12);
    for (int user = 1; user <= users; user++) {
      int count = random.nextInt(30);
      for (int i = 0; i < count; i++) {
        // Equal times and movies seen twice are meant to occur.
        events.add(
            new Event(10 * user, ids.get(random.nextInt(ids.size())), 1000 + random.nextInt(40)));
      }
    }
    events.add(new Event(5, ids.get(0), 1000));
    java.util.Collections.shuffle(events, random);
    return new Data(events, genres);
  }

  private static SortedMap<Integer, List<Integer>> histories(Data data) {
    SortedMap<Integer, List<Integer>> histories = new TreeMap<>();
    data.events().stream()
        .sorted(Comparator.comparingInt(Event::second)) // stable
        .forEach(
            e -> {
              List<Integer> seen = histories.computeIfAbsent(e.user(), u -> new ArrayList<>());
              if (!seen.contains(e.movie())) {
                seen.add(e.movie());
              }
            });
    return histories;
  }

  private static Judged everybody(Data data) {
    Map<Integer, List<Integer>> training = new HashMap<>();
    Map<Integer, List<Integer>> test = new HashMap<>();
    histories(data)
        .forEach(
            (user, movies) -> {
              int cut = movies.size() * 8 / 10;
              training.put(user, movies.subList(0, cut));
              test.put(user, movies.subList(cut, movies.size()));
            });
    Set<Integer> catalog = new TreeSet<>();
    training.values().forEach(catalog::addAll);
    SortedMap<Integer, Set<Integer>> wanted = new TreeMap<>();
    test.forEach(
        (user, movies) -> {
          Set<Integer> inside = new HashSet<>(movies);
          inside.retainAll(catalog);
          if (!inside.isEmpty()) {
            wanted.put(user, inside);
          }
        });
    return new Judged(wanted, catalog, training);
  }

  private static Judged slice(Data data) {
    Judged all = everybody(data);
    Set<Integer> catalog =
        all.catalog().stream()
            .filter(movie -> data.genres().get(movie).contains(GENRE))
            .collect(Collectors.toCollection(TreeSet::new));
    SortedMap<Integer, Set<Integer>> wanted = new TreeMap<>();
    all.wanted()
        .forEach(
            (user, movies) -> {
              List<Integer> training = all.training().get(user);
              long inside = training.stream().filter(catalog::contains).count();
              Set<Integer> genreMovies = new HashSet<>(movies);
              genreMovies.retainAll(catalog);
              if (inside >= 2 && 10 * inside > 3L * training.size() && !genreMovies.isEmpty()) {
                wanted.put(user, genreMovies);
              }
            });
    return new Judged(wanted, catalog, all.training());
  }

  private static void assertSame(
      Scoreboard scoreboard, View view, Judged judged, Data data, long seed) {
    Evaluation evaluation = scoreboard.of(view, "popular", 0);
    assertThat(evaluation.panel().userIds())
        .as("users of %s", view)
        .containsExactly(judged.wanted().keySet().stream().mapToInt(u -> u).toArray());
    Map<Integer, List<Integer>> lists = new TreeMap<>();
    for (int user : judged.wanted().keySet()) {
      lists.put(
          user,
          judged.catalog().stream()
              .filter(movie -> !judged.training().get(user).contains(movie))
              .sorted(
                  Comparator.comparing((Integer movie) -> -liking(seed, user, movie))
                      .thenComparing(movie -> movie))
              .limit(50)
              .toList());
    }
    for (Metric metric : CutOffs.USUAL.metrics()) {
      double expected =
          metric.equals(Metric.P90_COVERAGE)
              ? coverage(lists, judged.catalog().size())
              : lists.entrySet().stream()
                  .mapToDouble(
                      list ->
                          of(
                              metric,
                              list.getValue(),
                              judged.wanted().get(list.getKey()),
                              judged,
                              data))
                  .average()
                  .orElseThrow();
      assertThat(evaluation.value(metric))
          .as("%s of %s", metric, view)
          .isCloseTo(expected, within(1e-12));
    }
  }

  private static double of(
      Metric metric, List<Integer> list, Set<Integer> wanted, Judged judged, Data data) {
    List<Integer> top = list.subList(0, Math.min(10, list.size()));
    List<Integer> hits = top.stream().filter(wanted::contains).toList();
    return switch (metric.kind()) {
      case RECALL -> (double) hits.size() / wanted.size();
      case RECALL_CAPPED -> (double) hits.size() / Math.min(10, wanted.size());
      case HIT -> hits.isEmpty() ? 0 : 1;
      case MRR -> hits.isEmpty() ? 0 : 1.0 / (1 + top.indexOf(hits.get(0)));
      case NDCG ->
          hits.stream().mapToDouble(movie -> discount(top.indexOf(movie))).sum()
              / IntStream.range(0, Math.min(10, wanted.size()))
                  .mapToDouble(PipelinePropertyTest::discount)
                  .sum();
      case INTEREST_ENTROPY -> entropy(list, data);
      case POPULARITY ->
          top.stream().mapToDouble(movie -> percentile(movie, judged)).average().orElse(0);
      case P90_COVERAGE -> throw new IllegalArgumentException("of all users");
    };
  }

  private static double discount(int rank) {
    return Math.log(2) / Math.log(rank + 2);
  }

  private static double entropy(List<Integer> list, Data data) {
    Map<String, Double> mass = new HashMap<>();
    for (int movie : list) {
      List<String> genres = data.genres().get(movie);
      genres.forEach(genre -> mass.merge(genre, 1.0 / genres.size(), Double::sum));
    }
    double all = mass.values().stream().mapToDouble(m -> m).sum();
    return mass.values().stream().mapToDouble(m -> -m / all * Math.log(m / all)).sum();
  }

  private static double percentile(int movie, Judged judged) {
    long own = events(movie, judged);
    double below = 0;
    for (int other : judged.catalog()) {
      long events = events(other, judged);
      below += events < own ? 1 : events == own ? 0.5 : 0;
    }
    return below / judged.catalog().size();
  }

  private static long events(int movie, Judged judged) {
    return judged.training().values().stream().filter(movies -> movies.contains(movie)).count();
  }

  private static double coverage(Map<Integer, List<Integer>> lists, int catalogSize) {
    Map<Integer, Integer> slots = new HashMap<>();
    int all = 0;
    for (List<Integer> list : lists.values()) {
      for (int movie : list.subList(0, Math.min(10, list.size()))) {
        slots.merge(movie, 1, Integer::sum);
        all++;
      }
    }
    List<Integer> descending = slots.values().stream().sorted(Comparator.reverseOrder()).toList();
    int filled = 0;
    int items = 0;
    while (10 * filled < 9 * all) {
      filled += descending.get(items++);
    }
    return (double) items / catalogSize;
  }
}
