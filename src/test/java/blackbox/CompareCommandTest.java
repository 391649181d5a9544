package blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import movielens.experiment.evaluation.WilcoxonSignedRank;
import movielens.experiment.run.HandMadeRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CompareCommandTest {
  @TempDir private Path folder;

  private Path path(String name) {
    return folder.resolve(name);
  }

  private static ProgramRun compare(Object... arguments) {
    return ProgramRun.of(
        Stream.concat(
                Stream.of("compare", "--quiet", "--bootstrap-resamples", "2000"),
                Arrays.stream(arguments).map(String::valueOf))
            .toArray(String[]::new));
  }

  /** The text as one line, whatever the terminal can show. */
  private static String flat(ProgramRun run) {
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run.out().replace("−", "-").replaceAll("\\s+", " ");
  }

  /** The lines of a CSV output as column → value. */
  private static List<Map<String, String>> rows(ProgramRun run) {
    assertThat(run.exitCode()).as(run.err()).isZero();
    List<String> lines = run.out().lines().toList();
    String[] header = lines.get(0).split(",", -1);
    List<Map<String, String>> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] values = line.split(",", -1);
      assertThat(values).hasSameSizeAs(header);
      Map<String, String> row = new HashMap<>();
      IntStream.range(0, header.length).forEach(i -> row.put(header[i], values[i]));
      rows.add(row);
    }
    return rows;
  }

  private static double number(Map<String, String> row, String column) {
    return Double.parseDouble(row.get(column));
  }

  private static Map<String, String> row(
      List<Map<String, String>> rows, String run, String model, String metric) {
    return rows.stream()
        .filter(row -> row.get("run").equals(run))
        .filter(row -> row.get("model").equals(model) && row.get("metric").equals(metric))
        .reduce(
            (a, b) -> {
              throw new AssertionError("two rows of " + run + ", " + model + ", " + metric);
            })
        .orElseThrow();
  }

  /** Random values, the same whenever asked for again. */
  private static HandMadeRun.Values random(int salt, double lift) {
    return (seed, view, model, user, metric) ->
        lift
            + new SplittableRandom(
                        31L * (view + model + metric).hashCode() + 7L * user + salt + seed)
                    .nextInt(11)
                / 10.0;
  }

  @Test
  void differencesEqualANaiveRecomputation() {
    int[] users = IntStream.range(100, 160).toArray();
    HandMadeRun.Values ofA = random(1, 0);
    HandMadeRun.Values ofB = random(2, 0.15);
    Path a = new HandMadeRun().users(users).seeds(1L, 2L).values(ofA).in(path("a"));
    Path b =
        new HandMadeRun()
            .users(users)
            .seeds(5L, 6L, 7L)
            .option("learning-rate", "0.002")
            .values(ofB)
            .in(path("b"));

    List<Map<String, String>> rows = rows(compare(a, b, "--csv"));

    double[][] differences = new double[HandMadeRun.METRICS.size()][];
    double[] p = new double[differences.length];
    for (int m = 0; m < p.length; m++) {
      String metric = HandMadeRun.METRICS.get(m);
      differences[m] =
          Arrays.stream(users)
              .mapToDouble(
                  user ->
                      (ofB.of(5, "like-for-like", "generic", user, metric)
                                  + ofB.of(6, "like-for-like", "generic", user, metric)
                                  + ofB.of(7, "like-for-like", "generic", user, metric))
                              / 3
                          - (ofA.of(1, "like-for-like", "generic", user, metric)
                                  + ofA.of(2, "like-for-like", "generic", user, metric))
                              / 2)
              .toArray();
      p[m] = WilcoxonSignedRank.twoSidedP(differences[m]);
    }
    for (int m = 0; m < p.length; m++) {
      Map<String, String> row = row(rows, "B", "generic", HandMadeRun.METRICS.get(m));
      double mean = Arrays.stream(differences[m]).average().orElseThrow();
      double[] interval = naiveInterval(differences[m]);
      double width = interval[1] - interval[0];
      assertThat(row).containsEntry("comparable", "true").containsEntry("users", "60");
      assertThat(number(row, "difference")).isCloseTo(mean, within(1e-12));
      assertThat(number(row, "difference_low")).isCloseTo(interval[0], within(0.1 * width));
      assertThat(number(row, "difference_high")).isCloseTo(interval[1], within(0.1 * width));
      assertThat(number(row, "p")).isCloseTo(p[m], within(1e-12));
      // Holm of two: the smaller is doubled, the larger is at least that.
      double holm = p[m] <= p[1 - m] ? 2 * p[m] : Math.max(p[m], 2 * p[1 - m]);
      assertThat(number(row, "p_holm")).isCloseTo(Math.min(1, holm), within(1e-12));
      assertThat(number(row, "mean")).isBetween(number(row, "low"), number(row, "high"));
      assertThat(number(row, "difference_joint_low")).isLessThan(mean);
      assertThat(number(row, "difference_joint_high")).isGreaterThan(mean);
      assertThat(number(row, "joint_high") - number(row, "joint_low"))
          .isGreaterThanOrEqualTo(number(row, "high") - number(row, "low") - 1e-12);
      assertThat(number(row, "p_sign_flip")).isCloseTo(p[m], within(0.05));
    }
    assertThat(row(rows, "A", "generic", "ndcg@10")).containsEntry("difference", "NaN");
    assertThat(row(rows, "B", "generic", "p90_coverage@10"))
        .containsEntry("mean", "0.25")
        .containsEntry("low", "NaN")
        .containsEntry("joint_low", "NaN")
        .containsEntry("difference", "NaN");
  }

  /** The same values under the same seeds, named in another order, differ nowhere. */
  @Test
  void seedsArePairedByTheirNumber() {
    Path a = new HandMadeRun().seeds(1L, 2L, 3L).values(random(1, 0)).in(path("a"));
    Path b = new HandMadeRun().seeds(3L, 1L, 2L).values(random(1, 0)).in(path("b"));

    Map<String, String> row = row(rows(compare(a, b, "--csv")), "B", "generic", "ndcg@10");

    assertThat(number(row, "difference")).isZero();
    assertThat(number(row, "difference_joint_low")).isZero();
    assertThat(number(row, "difference_joint_high")).isZero();
  }

  private static double[] naiveInterval(double[] values) {
    Random random = new Random(5);
    double[] means =
        IntStream.range(0, 4000)
            .mapToDouble(
                resample ->
                    IntStream.range(0, values.length)
                        .mapToDouble(draw -> values[random.nextInt(values.length)])
                        .average()
                        .orElseThrow())
            .sorted()
            .toArray();
    return new double[] {means[100], means[3900]};
  }

  @Test
  void showsOnlyWhatDiffersAndWhichRunIsAhead() {
    int[] twelve = IntStream.rangeClosed(1, 12).toArray();
    Path a = new HandMadeRun().users(twelve).in(path("a"));
    Path b =
        new HandMadeRun()
            .users(twelve)
            .option("learning-rate", "0.002")
            .values((seed, view, model, user, metric) -> model.equals("generic") ? 0.75 : 0.5)
            .in(path("b"));

    ProgramRun run = compare(a, b);

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("SYNTHETIC", "(reference)", "learning-rate", "0.001", "0.002")
        .contains("generic recall@10", "0.7500 [0.7500, 0.7500]", "+0.2500", "higher")
        .contains("The same for every user: popular.")
        .contains("fewer than 30 users", "one seed")
        .doesNotContain("genre", "seed noise", "as-published", "not comparable");
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 120);
  }

  @Test
  void runsThatDifferOnlyInSeedsShowSeedNoise() {
    Path a = new HandMadeRun().seeds(1L).values(random(1, 0)).in(path("a"));
    Path b = new HandMadeRun().seeds(2L).option("threads", "4").values(random(2, 0)).in(path("b"));

    assertThat(compare(a, b).out()).contains("differ only in seeds", "seed noise");
  }

  @Test
  void equalRunsAreSaidToBeEqual() {
    Path a = new HandMadeRun().values(random(1, 0)).in(path("a"));
    Path b = new HandMadeRun().values(random(1, 0)).in(path("b"));

    assertThat(compare(a, b).out())
        .contains("The runs have the same options")
        .contains("The same for every user: generic, popular.")
        .contains("the same options and seeds");
  }

  static Stream<Arguments> others() {
    return Stream.of(
        other("other data, sha256 ffff against 001122334455", run -> run.fingerprint("ffff")),
        other("--min-rating 4.0 against 0.0", run -> run.option("min-rating", "4.0")),
        other("--split temporal against per-user", run -> run.option("split", "temporal")),
        other("--test-fraction 0.3 against 0.2", run -> run.option("test-fraction", "0.3")),
        other("--genre Drama against Horror", run -> run.option("genre", "Drama")),
        other("--min-genre-share 0.7", run -> run.option("min-genre-share", "0.7")),
        other("4 users and 21 movies against 4 users and 20", run -> run.items(21)),
        other("3 users and 20 movies against 4", run -> run.users(11, 12, 13)),
        other("of whom 3 are the same", run -> run.users(11, 12, 13, 15)),
        other("no view in common", run -> run.views("generic-reach")),
        other("no model in common", run -> run.models("ease")));
  }

  private static Arguments other(String reason, UnaryOperator<HandMadeRun> change) {
    return Arguments.of(reason, change);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("others")
  void whatMustNotBeComparedIsMarkedWithTheReason(
      String reason, UnaryOperator<HandMadeRun> change) {
    Path a = new HandMadeRun().in(path("a"));
    Path b = change.apply(new HandMadeRun().values(random(1, 0))).in(path("b"));
    Path c = new HandMadeRun().values(random(2, 0)).in(path("c"));

    ProgramRun run = compare(a, b, c);

    assertThat(flat(run))
        .contains("not comparable: ", reason, "B - A: not computed", "C - A, like-for-like");
    for (Map<String, String> row : rows(compare(a, b, c, "--csv"))) {
      boolean marked = row.get("run").equals("B");
      assertThat(row).containsEntry("comparable", String.valueOf(!marked));
      if (marked) {
        assertThat(row).containsEntry("difference", "NaN").containsEntry("p", "NaN");
      }
    }
  }

  @Test
  void aRunWithoutSliceIsComparedAsPublished() {
    Path a = new HandMadeRun().values(random(1, 0)).in(path("a"));
    Path b =
        new HandMadeRun()
            .option("genre", "Drama")
            .views("as-published")
            .values(random(2, 0))
            .in(path("b"));

    List<Map<String, String>> rows = rows(compare(a, b, "--csv"));

    assertThat(rows)
        .isNotEmpty()
        .allSatisfy(r -> assertThat(r).containsEntry("view", "as-published"));
    assertThat(number(row(rows, "B", "generic", "ndcg@10"), "difference")).isFinite();
  }

  @Test
  void baselinesDoNotDifferByRoundingOverSeeds() {
    HandMadeRun.Values tenths = (seed, view, model, user, metric) -> 0.1 * (user % 7);
    Path a = new HandMadeRun().seeds(1L).values(tenths).in(path("a"));
    Path b = new HandMadeRun().seeds(1L, 2L, 3L, 4L, 5L, 6L, 7L).values(tenths).in(path("b"));

    assertThat(compare(a, b).out()).contains("The same for every user: generic, popular.");
  }

  @Test
  void thePageIsWholeEscapedAndNeedsNoNetwork() throws IOException {
    Path a = new HandMadeRun().in(path("a"));
    Path b =
        new HandMadeRun()
            .option("data", "<img src=x onerror=alert(1)> & \"co\"")
            .values(random(2, 0))
            .in(path("b"));
    Path page = path("page.html");

    ProgramRun run = compare(a, b, "--html", page);

    assertThat(flat(run)).contains("B - A");
    String html = Files.readString(page);
    assertThat(html)
        .startsWith("<!DOCTYPE html>")
        .endsWith("</html>\n")
        .contains("width=device-width", "prefers-color-scheme: dark", "default-src 'none'")
        .contains("&lt;img src=x onerror=alert(1)&gt; &amp; &quot;co&quot;", "B − A")
        .doesNotContain("<img", "<script", "http:", "https:");
    assertThat(html.split("<table>", -1)).hasSameSizeAs(html.split("</table>", -1));
  }

  @Test
  void fewerThanTwoFoldersIsWrongUsage() {
    Path a = new HandMadeRun().in(path("a"));

    for (ProgramRun run : List.of(compare(), compare(a))) {
      assertOneLine(run, 2, "give 2 to 26 run folders to compare");
    }
    String folder = a.toString();
    assertOneLine(
        ProgramRun.of("compare", folder, folder, "--bootstrap-resamples", "3"),
        2,
        "'--bootstrap-resamples': 3 is not from 100");
  }

  private static void assertOneLine(ProgramRun run, int exitCode, String text) {
    assertThat(run.err()).contains(text);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.exitCode()).isEqualTo(exitCode);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void foldersThatCannotBeReadAreOneLine() throws IOException {
    Path a = new HandMadeRun().in(path("a"));
    Path unfinished = new HandMadeRun().in(path("unfinished"));
    Files.delete(unfinished.resolve("results.json"));
    Path newer = new HandMadeRun().in(path("newer"));
    Files.writeString(newer.resolve("results.json"), "{\"schemaVersion\": 2, \"seed\": {}}");
    Path broken = new HandMadeRun().in(path("broken"));
    Files.writeString(broken.resolve("results.json"), "[]");
    Path cut = new HandMadeRun().in(path("cut"));
    byte[] whole = Files.readAllBytes(cut.resolve("per_user.csv.gz"));
    Files.write(cut.resolve("per_user.csv.gz"), Arrays.copyOf(whole, whole.length / 2));
    Path noUsers = new HandMadeRun().in(path("no-users"));
    Files.delete(noUsers.resolve("per_user.csv.gz"));
    Path badConfig = new HandMadeRun().in(path("bad-config"));
    Files.writeString(badConfig.resolve("config.yaml"), "a: {b: c}", StandardCharsets.UTF_8);

    assertOneLine(compare(a, path("nowhere")), 3, "nowhere: no such folder");
    assertOneLine(compare(unfinished, a), 3, "finish it with: run --resume --out " + unfinished);
    assertOneLine(compare(a, Files.createDirectory(path("empty"))), 3, "has no results.json");
    assertOneLine(compare(a, newer), 3, "has schema version 2, this program reads 1");
    assertOneLine(compare(a, broken), 3, "it has no schemaVersion");
    assertOneLine(compare(a, cut), 3, "per_user.csv.gz cannot be read");
    assertOneLine(compare(a, noUsers), 3, "per_user.csv.gz is missing");
    assertOneLine(compare(a, badConfig), 3, "config.yaml:1: expected a value");
    assertOneLine(compare(a, a, "--html", path("no/page.html")), 1, "cannot write");
  }

  @Test
  void aSeedThatIsMissingFromTheValuesIsFound() throws IOException {
    Path a = new HandMadeRun().in(path("a"));
    Path b = new HandMadeRun().seeds(1L, 2L).in(path("b"));
    Files.copy(
        a.resolve("per_user.csv.gz"),
        b.resolve("per_user.csv.gz"),
        StandardCopyOption.REPLACE_EXISTING);

    assertOneLine(compare(a, b), 3, "user 11 has 1 of 2 values of recall@10 for generic");
  }

  private Path realRun(String name, String... options) {
    Path out = path(name);
    String[] tiny = {
      "run",
      "--quiet",
      "--dim",
      "16",
      "--layers",
      "1",
      "--window",
      "16",
      "--epochs",
      "1",
      "--min-steps",
      "0",
      "--models",
      "generic,distilled,popular",
      "--bootstrap-resamples",
      "100",
      "--out",
      out.toString()
    };
    ProgramRun run =
        ProgramRun.of(
            Stream.concat(Arrays.stream(tiny), Arrays.stream(options)).toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isZero();
    return out;
  }

  @Test
  void realRunsAreReadAsTheyAreWritten() {
    Path a = realRun("a", "--seeds", "1,2");
    Path b = realRun("b", "--seeds", "3");
    Path c = realRun("c", "--seeds", "1,2", "--min-genre-share", "0.4");

    assertThat(flat(compare(a, b, c)))
        .contains("differ only in seeds", "The same for every user: popular.")
        .contains("not comparable: another slice, --min-genre-share 0.4 against 0.5");

    List<Map<String, String>> rows = rows(compare(a, b, c, "--csv"));
    for (String model : List.of("generic", "distilled", "popular")) {
      for (String metric : List.of("recall@10", "ndcg@10", "popularity@10")) {
        Map<String, String> row = row(rows, "B", model, metric);
        double difference = number(row, "mean") - number(row(rows, "A", model, metric), "mean");
        assertThat(number(row, "difference")).isCloseTo(difference, within(1e-9));
        assertThat(row).containsEntry("view", "like-for-like");
      }
    }
  }
}
