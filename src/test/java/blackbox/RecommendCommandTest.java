package blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecommendCommandTest {
  /** Scores of one user alone may differ in the last bits from those of a tile of users. */
  private static final Offset<Float> LAST_BITS = within(1e-4f);

  private static final int SAVED = 50;

  @TempDir static Path folder;

  private static TrainedSample sample;

  /** The rows of {@code recommendations.csv.gz}. */
  private static List<String[]> saved;

  @BeforeAll
  static void train() throws IOException {
    sample = TrainedSample.in(folder.resolve("trained"), "--seeds=3,1", "--save-all");
    try (GZIPInputStream in =
        new GZIPInputStream(Files.newInputStream(sample.run().resolve("recommendations.csv.gz")))) {
      saved =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .skip(1)
              .map(line -> line.split(",", -1))
              .toList();
    }
  }

  private static ProgramRun recommend(String... options) {
    return ProgramRun.of(
        Stream.of(new String[] {"recommend", "--run", sample.run().toString()}, options)
            .flatMap(Arrays::stream)
            .toArray(String[]::new));
  }

  private static JsonNode json(String... options) throws IOException {
    ProgramRun run =
        recommend(
            Stream.concat(Arrays.stream(options), Stream.of("--json")).toArray(String[]::new));
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    return new ObjectMapper().readTree(run.out());
  }

  /** Movie ids and scores that the run saved, best first. */
  private static Map<Integer, Float> saved(int seed, String view, String model, int userId) {
    Map<Integer, Float> scores = new LinkedHashMap<>();
    for (String[] row : saved) {
      if (row[0].equals(String.valueOf(seed))
          && row[1].equals(view)
          && row[2].equals(model)
          && row[3].equals(String.valueOf(userId))) {
        scores.put(Integer.valueOf(row[5]), Float.valueOf(row[6]));
      }
    }
    return scores;
  }

  private static int[] users(String view) {
    return saved.stream()
        .filter(row -> row[1].equals(view) && row[2].equals("generic") && row[4].equals("1"))
        .filter(row -> row[0].equals("3"))
        .mapToInt(row -> Integer.parseInt(row[3]))
        .toArray();
  }

  private static List<Integer> movieIds(JsonNode recommendations) {
    return StreamSupport.stream(recommendations.path("recommendations").spliterator(), false)
        .map(line -> line.path("movieId").asInt())
        .toList();
  }

  private static void assertSame(JsonNode recommended, Map<Integer, Float> expected, int count) {
    assertThat(expected).hasSizeGreaterThanOrEqualTo(count);
    List<Integer> order = new ArrayList<>(expected.keySet());
    JsonNode lines = recommended.path("recommendations");
    assertThat(lines).hasSize(count);
    if (recommended.path("seed").isNull()) {
      assertThat(movieIds(recommended)).isEqualTo(order.subList(0, count));
    }
    for (int i = 0; i < count; i++) {
      int movieId = lines.get(i).path("movieId").asInt();
      float score = lines.get(i).path("score").floatValue();
      assertThat(lines.get(i).path("rank").asInt()).isEqualTo(i + 1);
      assertThat(expected).containsKey(movieId);
      assertThat(score).isCloseTo(expected.get(movieId), LAST_BITS);
      // The same movie, but for neighbours whose scores are the same but for the last bits.
      assertThat(score).isCloseTo(expected.get(order.get(i)), LAST_BITS);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "generic,3",
    "generic,1",
    "distilled,3",
    "distilled,1",
    "fine-tuned,3",
    "fine-tuned,1",
    "popular,3",
    "recent-popular,3",
    "item-knn,3",
    "ease,3"
  })
  void recommendsWhatTheRunSaved(String model, int seed) throws IOException {
    int[] powerUsers = users("like-for-like");
    for (int userId : new int[] {powerUsers[0], powerUsers[powerUsers.length - 1]}) {
      JsonNode ofGenre =
          json(
              "--user=" + userId, "--model=" + model, "--seed=" + seed, "--genre-only", "-k=" + 20);
      assertSame(ofGenre, saved(seed, "like-for-like", model, userId), 20);
      assertThat(ofGenre.path("genre").asText()).isEqualTo("Horror");

      JsonNode ofAll = json("--user=" + userId, "--model=" + model, "--seed=" + seed);
      assertSame(ofAll, saved(seed, "generic-reach", model, userId), 10);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"generic", "popular", "item-knn", "ease", "ease-recent"})
  void anyUserOfTheData(String model) throws IOException {
    int[] powerUsers = users("like-for-like");
    int userId =
        Arrays.stream(users("as-published"))
            .filter(id -> Arrays.stream(powerUsers).noneMatch(power -> power == id))
            .findFirst()
            .orElseThrow();

    JsonNode recommended = json("--user=" + userId, "--model=" + model, "-k=" + SAVED);

    assertSame(recommended, saved(3, "as-published", model, userId), SAVED);
    assertThat(recommended.path("genre").isNull()).isTrue();
  }

  @Test
  void distilledGoesByTheGenreHistoryOfAnyUser() throws IOException {
    int[] powerUsers = users("like-for-like");
    Set<Integer> horror = sample.horror();
    int userId =
        sample.training().keySet().stream()
            .filter(id -> Arrays.stream(powerUsers).noneMatch(power -> power == id))
            .filter(id -> sample.training().get(id).stream().anyMatch(horror::contains))
            .findFirst()
            .orElseThrow();
    List<Integer> given = sample.training().get(userId).stream().filter(horror::contains).toList();

    JsonNode recommended = json("--user=" + userId, "-k=1000");

    assertThat(recommended.path("model").asText()).isEqualTo("distilled");
    assertThat(recommended.path("seed").asInt()).isEqualTo(3);
    assertThat(recommended.path("history").path("events").asInt())
        .isEqualTo(sample.training().get(userId).size());
    assertThat(recommended.path("history").path("given").asInt()).isEqualTo(given.size());
    assertThat(horror).containsAll(movieIds(recommended));
    assertThat(movieIds(recommended))
        .doesNotContainAnyElementsOf(given)
        .doesNotHaveDuplicates()
        .hasSize(recommended.path("movies").asInt() - given.size());
  }

  @Test
  void heldOutMoviesAreMarked() throws IOException {
    int userId = users("like-for-like")[0];
    List<Integer> test = sample.test().get(userId);

    JsonNode recommended = json("--user=" + userId, "--model=popular", "-k=300");

    int marked = 0;
    for (JsonNode line : recommended.path("recommendations")) {
      boolean heldOut = line.path("heldOut").asBoolean();
      assertThat(heldOut).isEqualTo(test.contains(line.path("movieId").asInt()));
      marked += heldOut ? 1 : 0;
    }
    assertThat(marked).isPositive();
    assertThat(recommended.path("heldOut").asInt()).isBetween(marked, test.size());

    ProgramRun text = recommend("--user=" + userId, "--model=popular", "-k=300");
    assertThat(text.exitCode()).isZero();
    assertThat(text.out()).contains("SYNTHETIC", "User " + userId, "part: " + marked + " of the ");
    assertThat(text.out().lines().filter(line -> line.matches("\\d+ +\\*  .*"))).hasSize(marked);
    assertThat(text.out().lines()).allMatch(line -> line.length() <= 120);
  }

  @Test
  void showsTheLastOfTheHistory() throws IOException {
    int userId = users("like-for-like")[0];
    List<Integer> seen = sample.training().get(userId);

    JsonNode last = json("--user=" + userId, "--model=generic").path("history").path("last");

    assertThat(StreamSupport.stream(last.spliterator(), false).map(m -> m.path("movieId").asInt()))
        .containsExactlyElementsOf(seen.subList(seen.size() - 10, seen.size()));
    assertThat(last.get(0).path("title").asText()).isNotEmpty();
    assertThat(last.get(0).path("genres")).isNotEmpty();
  }

  @Test
  void likesAreFoundByTitle() throws IOException {
    JsonNode recommended =
        json(
            "--model=item-knn",
            "--likes=the THING (1982)",
            "--likes=les miserables",
            "--likes=Se7en",
            "--likes=id:" + sample.movieId(TrainedSample.HORROR_TITLE));

    JsonNode last = recommended.path("history").path("last");
    assertThat(StreamSupport.stream(last.spliterator(), false).map(m -> m.path("title").asText()))
        .containsExactly(
            "Thing, The (1982)",
            "Misérables, Les (1995)",
            "Seven (a.k.a. Se7en) (1995)",
            "Alien (1979)");
    assertThat(movieIds(recommended))
        .hasSize(10)
        .doesNotContain(
            sample.movieId("Thing, The (1982)"),
            sample.movieId("Misérables, Les (1995)"),
            sample.movieId("Seven (a.k.a. Se7en) (1995)"),
            sample.movieId("Alien (1979)"));
    assertThat(recommended.path("userId").isNull()).isTrue();
    assertThat(recommended.path("heldOut").isNull()).isTrue();
  }

  @Test
  void likesOutsideTheGenreAreNotGivenToDistilled() throws IOException {
    JsonNode recommended = json("--likes=Se7en", "--likes=Alien");

    assertThat(recommended.path("model").asText()).isEqualTo("distilled");
    assertThat(recommended.path("history").path("events").asInt()).isEqualTo(2);
    assertThat(recommended.path("history").path("given").asInt()).isEqualTo(1);

    ProgramRun none = recommend("--likes=Se7en");
    assertThat(none.exitCode()).isEqualTo(3);
    assertThat(none.err()).contains("has no Horror among 1 movies", "choose another --model");
  }

  @Test
  void likesChangeTheRecommendations() throws IOException {
    assertThat(movieIds(json("--model=item-knn", "--likes=Se7en")))
        .isNotEqualTo(movieIds(json("--model=item-knn", "--likes=Alien")));
  }

  private static void assertOneLine(ProgramRun run, int exitCode, String... parts) {
    assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
    assertThat(run.err().lines()).as(run.err()).hasSize(1);
    assertThat(run.err()).startsWith("experiment: ").contains(parts);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void unusableTitlesNameWhatIsThere() {
    assertOneLine(
        recommend("--likes=The Thing"),
        3,
        "several movies are called 'The Thing'",
        "Thing, The (1982) [id:" + sample.movieId("Thing, The (1982)") + "]",
        "Thing, The (2011)",
        "give the year");
    assertOneLine(recommend("--likes=Alein"), 3, "no movie 'Alein' among", "nearest: Alien (1979)");
    assertOneLine(
        recommend("--likes=Thing (1983)"), 3, "nearest: Thing, The (1982), Thing, The (2011)");
    assertOneLine(recommend("--likes=id:999999"), 3, "no movie with id '999999'");
  }

  @Test
  void unusableRequestsAreOneLine() {
    int users = sample.training().size();
    assertOneLine(
        recommend("--user=100000"), 3, "no user 100000 in data", "its " + users + " users");
    assertOneLine(recommend(), 2, "--user or --likes: one of them is needed");
    assertOneLine(recommend("--user=1", "--likes=Alien"), 2, "only one of them");
    assertOneLine(recommend("--user=1", "--seed=9"), 2, "--seed 9", "has the seeds 3, 1");
    assertOneLine(recommend("--user=1", "--model=eas"), 2, "'eas' is not one of", "'ease'");
    assertOneLine(recommend("--user=1", "-k=0"), 2, "-k");
    assertOneLine(ProgramRun.of("recommend", "--user=1"), 2, "--run");
  }

  private static ProgramRun in(Path run, String... options) {
    return ProgramRun.of(
        Stream.of(new String[] {"recommend", "--run", run.toString(), "--user=1"}, options)
            .flatMap(Arrays::stream)
            .toArray(String[]::new));
  }

  @Test
  void aFolderThatIsNoFinishedRunIsRefused(@TempDir Path copy) throws IOException {
    assertOneLine(in(copy.resolve("no")), 3, "no such folder; give that of a finished run");
    assertOneLine(in(copy), 3, "has no results.json");

    String config = Files.readString(sample.run().resolve("config.yaml"));
    Files.writeString(copy.resolve("config.yaml"), config);
    assertOneLine(in(copy), 3, "is not finished", "run --resume --out " + copy);

    Files.copy(sample.run().resolve("results.json"), copy.resolve("results.json"));
    assertOneLine(in(copy), 3, "no usable checkpoint", "3-distilled.ckpt", "repeat the run");

    Files.createDirectory(copy.resolve("checkpoints"));
    Path checkpoint = Path.of("checkpoints", "3-distilled.ckpt");
    Files.copy(sample.run().resolve(checkpoint), copy.resolve(checkpoint));
    assertThat(in(copy).exitCode()).isZero();

    Files.writeString(copy.resolve("config.yaml"), config.replace("dim: 16", "dim: 32"));
    assertOneLine(in(copy), 3, "was made with dim 16, not 32");

    Files.writeString(copy.resolve("config.yaml"), config + "dimm: 3\n");
    assertOneLine(in(copy), 3, "cannot be opened", "unknown option 'dimm'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ease", "ease-recent"})
  void easeComesFromWhatTheRunKept(String model, @TempDir Path copy) throws IOException {
    for (String file : List.of("config.yaml", "results.json")) {
      Files.copy(sample.run().resolve(file), copy.resolve(file));
    }
    String[] ease = {"--model=" + model, "--json"};
    String name = model + ".json";
    String fittedAgain = in(copy, ease).out();
    String kept = Files.readString(sample.run().resolve(name));
    JsonNode file = new ObjectMapper().readTree(kept);
    assertThat(movieIds(new ObjectMapper().readTree(in(sample.run(), ease).out())))
        .isEqualTo(movieIds(new ObjectMapper().readTree(fittedAgain)))
        .hasSize(10);

    // A file of an earlier version lacks the decay, which was 1.
    Files.writeString(copy.resolve(name), kept.replaceAll("  \"decay\" : .*\n", ""));
    assertThat(in(copy, ease).out().equals(in(sample.run(), ease).out()))
        .isEqualTo(model.equals("ease"));

    // Another penalty gives other scores: the file was used.
    double lambda = file.path("lambda").asDouble();
    Files.writeString(
        copy.resolve(name), kept.replace("\"lambda\" : " + lambda, "\"lambda\" : 3.0"));
    assertThat(in(copy, ease).out()).isNotEqualTo(fittedAgain);

    String anyMovie = file.path("diagonal").fieldNames().next();
    Files.writeString(copy.resolve(name), kept.replace("\"" + anyMovie + "\"", "\"999999999\""));
    assertOneLine(in(copy, ease), 3, name + " does not fit", "movie " + anyMovie, "delete it");
  }

  @Test
  void otherDataIsRefusedAndMovedDataIsFound(@TempDir Path elsewhere) throws IOException {
    assertOneLine(
        in(sample.run(), "--data=data/sample"),
        3,
        "is not that of the run in",
        "give the run's own data with --data");

    for (String file : List.of("ratings.csv", "movies.csv")) {
      Files.copy(sample.data().resolve(file), elsewhere.resolve(file));
    }
    ProgramRun moved = in(sample.run(), "--data=" + elsewhere);
    assertThat(moved.exitCode()).as(moved.err()).isZero();
  }

  @Test
  void aRunWithoutGenreModels() throws IOException {
    TrainedSample plain = TrainedSample.in(folder.resolve("plain"), "--models=ease,popular");

    ProgramRun first = in(plain.run(), "--json");
    assertThat(new ObjectMapper().readTree(first.out()).path("model").asText())
        .isEqualTo("popular");
    assertOneLine(in(plain.run(), "--model=generic"), 2, "--model generic", "popular, ease");
    assertOneLine(in(plain.run(), "--genre-only"), 2, "--genre-only");
  }

  @Test
  void helpIsComplete() {
    ProgramRun help = ProgramRun.of("recommend", "--help");

    assertThat(help.exitCode()).isZero();
    assertThat(help.out())
        .contains("--run", "--user", "--likes", "--model", "-k", "--genre-only", "--json")
        .contains("--seed", "--data", "(default: 10)");
    assertThat(help.out().lines()).allMatch(line -> line.length() <= 110);
  }
}
