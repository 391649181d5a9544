package blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import movielens.experiment.evaluation.ModelName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole experiments through the real command line, with small encoders. */
class RunSmokeTest {
  private static final String[] SMALL = {
    "--dim",
    "16",
    "--layers",
    "1",
    "--window",
    "16",
    "--epochs",
    "2",
    "--fine-tune-epochs",
    "1",
    "--min-steps",
    "0",
    "--batch-size",
    "64",
    "--bootstrap-resamples",
    "200",
    "--quiet"
  };

  @TempDir Path folder;

  private static ProgramRun run(String... options) {
    List<String> arguments = new ArrayList<>(List.of("run"));
    arguments.addAll(Arrays.asList(options));
    return ProgramRun.of(arguments.toArray(String[]::new));
  }

  @Test
  void allModelsAreTheUsualOnesAndEachBaselineAlsoOfTheSlice() throws IOException {
    Path out = folder.resolve("all");
    assertThat(run(small("--models", "all", "--out", out.toString())).exitCode()).isZero();
    JsonNode results = new ObjectMapper().readTree(out.resolve("results.json").toFile());
    List<String> models = new ArrayList<>();
    results.path("views").path("like-for-like").fieldNames().forEachRemaining(models::add);
    assertThat(models)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(ModelName.values()).map(ModelName::label).toList());
    List<String> pairs = new ArrayList<>();
    results
        .path("comparisons")
        .forEach(pair -> pairs.add(pair.path("a").asText() + " " + pair.path("b").asText()));
    assertThat(pairs)
        .contains("ease-distilled ease", "distilled ease-distilled", "fine-tuned ease-recent")
        .doesNotContain("ease-distilled popular", "fine-tuned ease-distilled");
  }

  private static String[] small(String... more) {
    return Stream.concat(Arrays.stream(SMALL), Arrays.stream(more)).toArray(String[]::new);
  }

  @Test
  void sampleGivesTheFullTableAndAllFiles() throws IOException {
    Path out = folder.resolve("a");
    ProgramRun outcome = run(small("--seeds", "1,2", "--out", out.toString()));
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out())
        .contains("SYNTHETIC")
        .contains("like-for-like")
        .contains("Models  generic, distilled (attention=pointwise), fine-tuned,")
        .contains("fine-tuned")
        .contains("recent-popular")
        .contains("item-knn")
        .contains("ease")
        .contains("recall@10")
        .contains("p90_coverage@10")
        .contains("not comparable")
        .contains(out.toString());
    for (String file :
        List.of(
            "config.yaml",
            "results.json",
            "metrics.csv",
            "training.csv",
            "per_user.csv.gz",
            "recommendations.csv.gz",
            "movies.csv",
            "stories.json",
            "report.html")) {
      assertThat(out.resolve(file)).isNotEmptyFile();
    }
    assertThat(out.resolve("report.html"))
        .content()
        .contains("</html>")
        .contains("distilled has options of its own: attention=pointwise.")
        .contains("on the genre alone; with attention=pointwise")
        .doesNotContain("class=\"none\"");
    byte[] report = Files.readAllBytes(out.resolve("report.html"));
    assertThat(ProgramRun.of("report", out.toString()).exitCode()).isZero();
    assertThat(out.resolve("report.html")).hasBinaryContent(report);
    assertThat(out.resolve("checkpoints").resolve("2-distilled.ckpt")).exists();
    JsonNode results = new ObjectMapper().readTree(out.resolve("results.json").toFile());
    assertThat(results.path("dataset").path("synthetic").asBoolean()).isTrue();
    assertThat(results.path("trainings").findValuesAsText("model"))
        .hasSize(6)
        .contains("generic", "distilled");
    assertThat(results.path("trainings"))
        .allSatisfy(
            training ->
                assertThat(training.path("options").toString())
                    .isEqualTo(
                        training.path("model").asText().equals("distilled")
                            ? "[\"attention=pointwise\"]"
                            : ""));
    JsonNode recall = results.path("views").path("like-for-like").path("generic").path("recall@10");
    assertThat(recall.path("perSeed")).hasSize(2);
    assertThat(recall.path("perSeed").get(0)).isNotEqualTo(recall.path("perSeed").get(1));
    assertThat(results.path("comparisons")).isNotEmpty();
    JsonNode stories = new ObjectMapper().readTree(out.resolve("stories.json").toFile());
    assertThat(stories.path("users"))
        .hasSize(5)
        .allSatisfy(user -> assertThat(user.path("history")).isNotEmpty().hasSizeLessThan(11))
        .allSatisfy(user -> assertThat(user.path("heldOut")).isNotEmpty());
    assertThat(stories.path("users").findValues("value").stream().map(JsonNode::asDouble).toList())
        .isSorted();
    assertThat(lines(out.resolve("recommendations.csv.gz")))
        .startsWith("seed,view,model,userId,rank,movieId,score")
        .allSatisfy(line -> assertThat(line).doesNotContain("as-published"));
  }

  private static List<String> lines(Path gzipped) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(gzipped))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  @Test
  void sameCommandGivesTheSameBytesAndAnotherSeedOthers() throws IOException {
    String[] models = {"--models", "generic,distilled,fine-tuned,popular"};
    Path one = folder.resolve("one");
    Path same = folder.resolve("same");
    Path other = folder.resolve("other");
    assertThat(run(with(models, "--out", one.toString())).exitCode()).isZero();
    assertThat(run(with(models, "--out", same.toString())).exitCode()).isZero();
    assertThat(run(with(models, "--out", other.toString(), "--seeds", "7")).exitCode()).isZero();
    for (String file : List.of("metrics.csv", "per_user.csv.gz", "recommendations.csv.gz")) {
      assertThat(same.resolve(file)).hasSameBinaryContentAs(one.resolve(file));
    }
    String first = Files.readString(one.resolve("metrics.csv"));
    assertThat(Files.readString(other.resolve("metrics.csv")).replace("\n7,", "\n42,"))
        .isNotEqualTo(first);
  }

  private static String[] with(String[] models, String... more) {
    return Stream.of(SMALL, models, more).flatMap(Arrays::stream).toArray(String[]::new);
  }

  @Test
  void withoutSlicedModelsTheLiteratureProtocolAlone() throws IOException {
    Path out = folder.resolve("a");
    ProgramRun outcome =
        run(
            small(
                "--models",
                "generic,popular",
                "--split",
                "leave-one-out",
                "--out",
                out.toString()));
    assertThat(outcome.exitCode()).isZero();
    JsonNode results = new ObjectMapper().readTree(out.resolve("results.json").toFile());
    assertThat(results.path("slice").isNull()).isTrue();
    assertThat(results.path("views").fieldNames())
        .toIterable()
        .containsExactly("as-published", "later");
    assertThat(Files.readAllLines(out.resolve("lags.csv")))
        .hasSize(1 + results.path("seeds").size() * 2 * 2 * (6 + 5));
  }

  /** Everybody walks along a ring of films: only who minds the order can tell what comes next. */
  private Path ring() throws IOException {
    Path data = Files.createDirectories(folder.resolve("ring"));
    int movies = 200;
    StringBuilder movieLines = new StringBuilder("movieId,title,genres\n");
    for (int movie = 1; movie <= movies; movie++) {
      movieLines.append(movie).append(",Film ").append(movie).append(" (1999),Drama\n");
    }
    Random random = new Random(1);
    StringBuilder ratings = new StringBuilder("userId,movieId,rating,timestamp\n");
    for (int user = 1; user <= 150; user++) {
      int movie = random.nextInt(movies);
      for (int event = 0; event < 20; event++) {
        ratings.append(user).append(',').append(1 + movie).append(",4.0,");
        ratings.append(1_000_000_000 + event * 40 * 86_400).append('\n');
        movie = (movie + 1) % movies;
      }
    }
    Files.writeString(data.resolve("movies.csv"), movieLines);
    Files.writeString(data.resolve("ratings.csv"), ratings);
    return data;
  }

  @Test
  void trainedModelBeatsPopularityWhereOrderDecides() throws IOException {
    Path out = folder.resolve("a");
    ProgramRun outcome =
        run(
            "--data",
            ring().toString(),
            "--models",
            "generic,popular",
            "--split",
            "leave-one-out",
            "--dim",
            "32",
            "--layers",
            "1",
            "--epochs",
            "40",
            "--patience",
            "0",
            "--min-steps",
            "0",
            "--batch-size",
            "16",
            "--dropout",
            "0",
            "--learning-rate",
            "3e-3",
            "--bootstrap-resamples",
            "200",
            "--quiet",
            "--out",
            out.toString());
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.exitCode()).isZero();
    JsonNode view =
        new ObjectMapper()
            .readTree(out.resolve("results.json").toFile())
            .path("views")
            .path("as-published");
    double generic = view.path("generic").path("ndcg@10").path("mean").asDouble();
    double popular = view.path("popular").path("ndcg@10").path("mean").asDouble();
    assertThat(generic).isGreaterThan(0.9);
    assertThat(popular).isLessThan(0.2);
  }

  @Test
  void badInputIsOneLineAndLeavesNoFolder() throws IOException {
    Path out = folder.resolve("never");
    Path headerOnly = Files.createDirectories(folder.resolve("header"));
    Files.writeString(headerOnly.resolve("ratings.csv"), "userId,movieId,rating,timestamp\n");
    Files.writeString(headerOnly.resolve("movies.csv"), "movieId,title,genres\n1,A,Drama\n");
    record Case(int exitCode, String message, String... options) {}
    List<Case> cases =
        List.of(
            new Case(3, "nowhere", "--data", folder.resolve("nowhere").toString()),
            new Case(3, "ratings.csv", "--data", headerOnly.toString()),
            new Case(3, "Horror", "--genre", "Horrer"),
            new Case(2, "--dim", "--dim", "-3"),
            new Case(2, "--seeds", "--seeds", "x"));
    for (Case bad : cases) {
      ProgramRun outcome = run(with(bad.options(), "--out", out.toString()));
      assertThat(outcome.exitCode()).as(bad.message()).isEqualTo(bad.exitCode());
      assertThat(outcome.out()).isEmpty();
      assertThat(outcome.err().lines()).as(outcome.err()).hasSize(1);
      assertThat(outcome.err()).contains(bad.message());
      assertThat(out).doesNotExist();
    }
  }
}
