package blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import movielens.experiment.run.MetricSummary;
import movielens.experiment.run.ResultsFile;
import movielens.experiment.run.RunResults;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists that the test makes from the exported split, beside the models of a run of that split. */
class JudgeCommandTest {
  @TempDir private static Path shared;

  /** User → movies, of the parts of the exported split. */
  private static Map<Integer, List<Integer>> fit;

  private static Map<Integer, List<Integer>> validation;
  private static Map<Integer, List<Integer>> test;
  private static List<Integer> movies;
  private static Set<Integer> genreMovies;
  private static Set<Integer> powerUsers;
  private static Path run;

  @TempDir private Path folder;

  private record Row(int user, int movie, double score, int rank) {}

  @BeforeAll
  static void runAndSplit() throws IOException {
    String data = shared.resolve("data").toString();
    done(ProgramRun.of("data", "sample", "--from=data/sample", "--users=150", "--out=" + data));
    run = shared.resolve("run");
    done(
        ProgramRun.of(
            "run",
            "--data=" + data,
            "--out=" + run,
            "--models=generic,distilled,popular,item-knn,popular-distilled",
            "--seeds=1,2",
            "--dim=16",
            "--layers=1",
            "--epochs=1",
            "--min-steps=0",
            "--negatives=uniform:32",
            "--threads=1",
            "--bootstrap-resamples=200",
            "--save-all",
            "--at=20",
            "--quiet"));
    Path split = shared.resolve("split");
    done(ProgramRun.of("data", "split", "--run=" + run, "--out=" + split, "--quiet"));
    fit = events(split.resolve("fit.csv"));
    validation = events(split.resolve("validation.csv"));
    test = events(split.resolve("test.csv"));
    movies = column(split.resolve("movies.csv"));
    genreMovies = new HashSet<>(column(split.resolve("genre").resolve("movies.csv")));
    powerUsers = new TreeSet<>(column(split.resolve("genre").resolve("power_users.csv")));
  }

  @Test
  void theRunsOwnListsGiveTheRunsOwnNumbers() throws IOException {
    Map<String, byte[]> before = content(run);
    Path out = folder.resolve("judged");

    done(
        judge(
            "--recommendations=" + run.resolve("recommendations.csv.gz"),
            "--name=again",
            "--out=" + out));

    RunResults ofRun = ResultsFile.read(run.resolve("results.json"));
    RunResults judged = ResultsFile.read(out.resolve("results.json"));
    assertThat(ofRun.views().get("like-for-like").get("generic")).containsKey("recall@20");
    assertThat(judged.views().keySet()).isEqualTo(ofRun.views().keySet()).hasSize(4);
    ofRun
        .views()
        .forEach(
            (view, models) -> {
              Map<String, Map<String, MetricSummary>> there = judged.views().get(view);
              assertThat(there).hasSize(2 * models.size());
              models.forEach(
                  (model, metrics) -> {
                    assertThat(there.get("again/" + model)).as(view + model).isEqualTo(metrics);
                    assertThat(there.get(model)).as(view + model).isEqualTo(metrics);
                    assertThat(judged.lags().get(view).get("again/" + model))
                        .isEqualTo(ofRun.lags().get(view).get(model));
                  });
            });
    for (String file : List.of("metrics.csv", "per_user.csv.gz", "recommendations.csv.gz")) {
      List<String> rows = rows(out.resolve(file));
      List<String> ofTheRun =
          rows(run.resolve(file)).stream()
              .filter(row -> !file.startsWith("rec") || row.matches("seed.*|\\d+,like-for-like,.*"))
              .toList();
      assertThat(rows.stream().filter(row -> !row.contains("again/")).toList()).isEqualTo(ofTheRun);
      assertThat(rows.stream().filter(row -> row.contains("again/") || row.startsWith("seed")))
          .map(row -> row.replace("again/", ""))
          .isEqualTo(ofTheRun);
    }
    assertThat(judged.comparisons())
        .filteredOn(c -> c.a().equals("again/" + c.b()))
        .isNotEmpty()
        .allMatch(c -> c.difference() == 0);
    assertThat(content(run)).usingRecursiveComparison().isEqualTo(before);
  }

  /** Popularity, made by the test from the exported split: the same model in every view. */
  @ParameterizedTest
  @ValueSource(strings = {"scores.csv", "ranks.tsv.gz", "both.csv", "order.txt"})
  void listsOverTheWholeCatalogueAreJudgedInEveryView(String name) throws IOException {
    Path lists = write(name, popular());
    Path out = folder.resolve("judged");

    ProgramRun judged = done(judge("--recommendations=" + lists, "--name=mine", "--out=" + out));

    RunResults results = ResultsFile.read(out.resolve("results.json"));
    assertThat(results.views()).hasSize(4);
    results
        .views()
        .forEach((view, models) -> assertThat(models.get("mine")).isEqualTo(models.get("popular")));
    assertThat(results.judged().lists()).hasSize(1);
    assertThat(results.judged().lists().get(0).rows()).isEqualTo(popular().size());
    assertThat(results.warnings()).noneMatch(warning -> warning.startsWith("mine in"));
    assertThat(results.warnings().stream().anyMatch(warning -> warning.contains("ties go to")))
        .isEqualTo(name.equals("scores.csv"));
    assertThat(judged.err().contains("no score and no rank")).isEqualTo(name.equals("order.txt"));
    assertThat(judged.out()).contains("Lists   mine:", "mine − generic");
    String page = Files.readString(out.resolve("report.html"));
    assertThat(page).contains("Lists made elsewhere, judged beside", "judge --run ");
    assertThat(page).doesNotContain("id=\"training\"");
  }

  /** Otherwise a model could win by answering for the easy ones. */
  @Test
  void usersWithoutAListCountAsEmptyLists() throws IOException {
    Set<Integer> served = powerUsers.stream().limit(5).collect(Collectors.toSet());
    Path all = write("all.csv", genreLists(powerUsers, 50));
    Path some = write("some.csv", genreLists(served, 50));
    Path out = folder.resolve("judged");

    done(judge("--recommendations=" + all, "--recommendations=" + some, "--out=" + out));

    RunResults results = ResultsFile.read(out.resolve("results.json"));
    Map<Integer, Double> perUser = new TreeMap<>();
    for (String row : rows(out.resolve("per_user.csv.gz"))) {
      String[] part = row.split(",", -1);
      if (row.startsWith("1,like-for-like,all,") && part[4].equals("recall@10")) {
        perUser.put(Integer.valueOf(part[3]), Double.valueOf(part[5]));
      }
    }
    double expected =
        served.stream().mapToDouble(user -> perUser.getOrDefault(user, 0.0)).sum() / perUser.size();
    assertThat(results.views().get("like-for-like").get("some").get("recall@10").mean())
        .isPositive()
        .isCloseTo(expected, within(1e-12));
    assertThat(results.scopes().get("like-for-like").models().get("some").users())
        .isEqualTo(results.scopes().get("like-for-like").models().get("generic").users());
    assertThat(results.warnings())
        .anyMatch(
            warning ->
                warning.startsWith("some in like-for-like: of ")
                    && warning.contains((perUser.size() - 5) + " (first: user ")
                    && warning.contains("without a movie here count as empty lists"));
  }

  @Test
  void shortListsAreSaidAndJudgedAsTheyAre() throws IOException {
    Path lists = write("short.csv", genreLists(powerUsers, 7));

    ProgramRun judged = done(judge("--recommendations=" + lists, "--at=5"));

    assertThat(judged.err()).contains("have fewer than 10 movies; judged as they are");
    assertThat(judged.out()).contains("recall@5 ", "short − generic");
    assertThat(judged.out()).doesNotContain("Written to");
  }

  @Test
  void listsOfPowerUsersOverTheWholeCatalogueAreNotInAsPublished() throws IOException {
    Path lists =
        write(
            "power.csv", popular().stream().filter(row -> powerUsers.contains(row.user)).toList());
    Path out = folder.resolve("judged");

    ProgramRun judged = done(judge("--recommendations=" + lists, "--out=" + out));

    assertThat(judged.err()).contains("power has lists for power users alone");
    RunResults results = ResultsFile.read(out.resolve("results.json"));
    assertThat(results.views().get("generic-reach").get("power"))
        .isEqualTo(results.views().get("generic-reach").get("popular"));
    assertThat(results.views().get("as-published"))
        .containsKey("generic")
        .doesNotContainKey("power");
  }

  /** Lists of genre movies for power users are those of a model that knows the genre alone. */
  @Test
  void listsOfTheGenreFaceWhatAModelOfTheSliceFaces() throws IOException {
    Path out = folder.resolve("judged");

    done(
        judge(
            "--recommendations=" + write("mine.csv", genreLists(powerUsers, 50)), "--out=" + out));

    RunResults results = ResultsFile.read(out.resolve("results.json"));
    for (String view : List.of("like-for-like", "generic-reach", "as-published")) {
      assertThat(results.scopes().get(view).models().get("mine"))
          .isEqualTo(results.scopes().get(view).models().get("distilled"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "99999,1,1|1 row of users who are not in the data (first: line 2, user 99999, movie 1)",
        "U,999999,1|1 row of movies that are not in the data (first: line 2, user ",
        "U,SEEN,1|1 row of movies that the user has in the training part, which is a leak (first:"
            + " line 2",
        "U,M,1;U,M,2|1 row of movies that the same list has already (first: line 3",
        "U,M,high|1 row whose score is not a finite number (first: line 2",
        "U,M,-inf|1 row whose score is not a finite number",
        "U,M,NaN;U,SEEN,2|training part, which is a leak (first: line 3",
      })
  void rowsThatCannotBeJudgedAreRefusedOrLeftOut(String broken, String why) throws IOException {
    int user = powerUsers.iterator().next();
    String seen = String.valueOf(fit.get(user).get(0));
    List<Row> good = genreLists(powerUsers, 20);
    String movie = String.valueOf(good.get(0).movie);
    assertThat(good.get(0).user).isEqualTo(user);
    List<String> lines = new ArrayList<>(List.of("userId,movieId,score"));
    for (String row : broken.split(";", -1)) {
      lines.add(
          row.replaceFirst("^U", String.valueOf(user)).replace("SEEN", seen).replace("M", movie));
    }
    good.stream()
        .skip(1)
        .forEach(row -> lines.add("%d,%d,%s".formatted(row.user, row.movie, row.score)));
    Path lists = Files.write(folder.resolve("broken.csv"), lines);

    ProgramRun refused = judge("--recommendations=" + lists);
    assertThat(refused.exitCode()).isEqualTo(3);
    assertThat(refused.err()).contains(why, "add --leave-out");
    assertThat(refused.out()).isEmpty();

    ProgramRun judged = done(judge("--recommendations=" + lists, "--leave-out"));
    assertThat(judged.err()).contains("left out");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|the file is empty; it needs a header",
        "\\n1,2|:1: the header is '' and has no column for users and movies",
        "a,b\\n1,2|:1: the header is 'a,b' and has no column for users and movies",
        "userId,rank\\n1,2|has no column for movies",
        "userId,user_id,movieId\\n1,1,2|columns 'userId' and 'user_id' may each be the user",
        "userId,movieId\\n1|:2: 1 fields, and the header has 2",
        "userId,movieId\\nx,1|:2: user id 'x' is not a whole number",
        "userId,movieId\\n1,-1|:2: movie id '-1' is not a whole number",
        "userId,movieId,seed\\n1,1,x|:2: seed 'x' is not a whole number",
        "userId,movieId,view\\n"
            + "U,M,later|:2: the view 'later' is not one that this run has lists for",
        "user,item\\n|no row is left that can be judged",
      })
  void whatIsNoFileOfListsIsRefused(String text, String why) throws IOException {
    Row row = genreLists(powerUsers, 1).get(0);
    Path lists =
        Files.writeString(
            folder.resolve("l.csv"),
            text.replace("\\n", "\n")
                .replace("U", String.valueOf(row.user))
                .replace("M", String.valueOf(row.movie)));

    ProgramRun refused = judge("--recommendations=" + lists);

    assertThat(refused.err()).contains(why);
    assertThat(refused.exitCode()).isEqualTo(3);
  }

  @Test
  void aRankBelowZeroIsRefusedAsSuch() throws IOException {
    Row row = genreLists(powerUsers, 1).get(0);
    Path lists =
        Files.writeString(
            folder.resolve("l.csv"),
            "userId,movieId,rank\n%d,%d,-1\n".formatted(row.user, row.movie));

    ProgramRun refused = judge("--recommendations=" + lists);

    assertThat(refused.err()).contains("1 row whose rank is not a whole number from 0 (first");
    assertThat(refused.exitCode()).isEqualTo(3);
  }

  @Test
  void aFolderInPlaceOfListsIsCalledAFolder() {
    ProgramRun refused = judge("--recommendations=" + folder);

    assertThat(refused.err()).contains(folder + ": a folder; give a file of recommended lists");
    assertThat(refused.exitCode()).isEqualTo(3);
  }

  @Test
  void severalSeedsAreJudgedEach() throws IOException {
    List<String> lines = new ArrayList<>(List.of("seed\tuser\titem\tscore"));
    for (int seed = 0; seed < 2; seed++) {
      for (Row row : genreLists(powerUsers, 12)) {
        double score = seed == 0 ? row.score : -row.score;
        lines.add("%d\t%d\t%d\t%s".formatted(seed, row.user, row.movie, score));
      }
    }
    Path out = folder.resolve("judged");
    done(
        judge(
            "--recommendations=" + Files.write(folder.resolve("two.tsv"), lines), "--out=" + out));

    RunResults results = ResultsFile.read(out.resolve("results.json"));
    assertThat(results.seeds()).containsExactly(1L, 2L);
    MetricSummary recall = results.views().get("like-for-like").get("two").get("mrr@10");
    assertThat(recall.perSeed()).hasSize(2).doesNotHaveDuplicates();
    assertThat(recall.sd()).isPositive();

    lines.replaceAll(line -> line.startsWith("1\t") ? "1" + line.substring(1) : line);
    genreLists(powerUsers, 12).stream()
        .skip(3)
        .forEach(row -> lines.add("7\t%d\t%d\t1".formatted(row.user, row.movie)));
    ProgramRun three =
        judge("--recommendations=" + Files.write(folder.resolve("three.tsv"), lines));
    assertThat(three.exitCode()).isEqualTo(2);
    assertThat(three.err()).contains("three has the seeds [0, 1, 7], and other models have");
  }

  @Test
  void wrongUsage() throws IOException {
    String lists = write("lists.csv", genreLists(powerUsers, 12)).toString();

    assertUsage("--name is given 1 times", lists, "--name=a", "--recommendations=" + lists);
    assertUsage("the name generic is taken", lists, "--name=generic");
    assertUsage("the name lists is taken", lists, "--recommendations=" + lists);
    assertUsage("lies inside the run", lists, "--out=" + run.resolve("judged"));
    assertUsage("has files in it already", lists, "--out=" + folder);
    assertUsage("not from 1 to 50", lists, "--at=51");
    ProgramRun missing = judge("--recommendations=" + folder.resolve("no.csv"));
    assertThat(missing.exitCode()).isEqualTo(3);
    assertThat(missing.err()).contains("no such file");
    assertThat(run.resolve("judged")).doesNotExist();
  }

  private static void assertUsage(String why, String lists, String... options) {
    ProgramRun wrong =
        judge(
            Stream.concat(Stream.of("--recommendations=" + lists), Arrays.stream(options))
                .toArray(String[]::new));
    assertThat(wrong.err()).contains(why);
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.out()).isEmpty();
  }

  private static ProgramRun judge(String... options) {
    return ProgramRun.of(
        Stream.concat(Stream.of("judge", "--run=" + run), Arrays.stream(options))
            .toArray(String[]::new));
  }

  private static ProgramRun done(ProgramRun program) {
    assertThat(program.exitCode()).as(program.err()).isZero();
    return program;
  }

  /** Every tested user's unseen movies, those with the most fit events first. */
  private static List<Row> popular() {
    Map<Integer, Integer> counts = new HashMap<>();
    fit.values().forEach(of -> of.forEach(movie -> counts.merge(movie, 1, Integer::sum)));
    List<Integer> ranked = new ArrayList<>(movies);
    ranked.sort(
        Comparator.comparing((Integer movie) -> -counts.getOrDefault(movie, 0))
            .thenComparing(movie -> movie));
    List<Row> rows = new ArrayList<>();
    for (int user : test.keySet()) {
      Set<Integer> seen = seen(user);
      int rank = 0;
      for (int movie : ranked) {
        if (!seen.contains(movie)) {
          rows.add(new Row(user, movie, counts.getOrDefault(movie, 0), ++rank));
        }
      }
    }
    return rows;
  }

  /** Unseen movies of the genre, those with the lowest ids first. */
  private static List<Row> genreLists(Set<Integer> users, int length) {
    List<Row> rows = new ArrayList<>();
    for (int user : new TreeSet<>(users)) {
      Set<Integer> seen = seen(user);
      int rank = 0;
      for (int movie : new TreeSet<>(genreMovies)) {
        if (!seen.contains(movie) && rank < length) {
          rank++;
          rows.add(new Row(user, movie, 100 - rank, rank));
        }
      }
    }
    return rows;
  }

  private static Set<Integer> seen(int user) {
    Set<Integer> seen = new HashSet<>(fit.getOrDefault(user, List.of()));
    seen.addAll(validation.getOrDefault(user, List.of()));
    return seen;
  }

  /** Lists as different programs write them; the name says how. */
  private Path write(String name, List<Row> rows) throws IOException {
    List<String> lines = new ArrayList<>();
    if (name.startsWith("ranks")) {
      lines.add("rank\tuser_id\titem_id\tnote");
      rows.forEach(row -> lines.add("%d\t%d\t%d\tx".formatted(row.rank, row.user, row.movie)));
    } else if (name.startsWith("both")) {
      lines.add("user,item,rank,score");
      rows.forEach(
          row -> lines.add("%d,%d,%d,%s".formatted(row.user, row.movie, row.rank, row.score)));
    } else if (name.startsWith("order")) {
      lines.add("userId;movieId");
      rows.forEach(row -> lines.add("%d;%d".formatted(row.user, row.movie)));
    } else {
      lines.add("\"userId\",\"movieId\",\"score\"");
      rows.forEach(row -> lines.add("%d,%d.0,%s".formatted(row.user, row.movie, row.score)));
    }
    Path file = folder.resolve(name);
    byte[] text = (String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.UTF_8);
    if (name.endsWith(".gz")) {
      try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
        out.write(text);
      }
      return file;
    }
    return Files.write(file, text);
  }

  private static Map<Integer, List<Integer>> events(Path file) throws IOException {
    Map<Integer, List<Integer>> events = new TreeMap<>();
    for (String row : Files.readAllLines(file).stream().skip(1).toList()) {
      String[] part = row.split(",", -1);
      events
          .computeIfAbsent(Integer.valueOf(part[0]), user -> new ArrayList<>())
          .add(Integer.valueOf(part[1]));
    }
    return events;
  }

  private static List<Integer> column(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .skip(1)
        .map(row -> Integer.valueOf(row.split(",", -1)[0]))
        .toList();
  }

  private static List<String> rows(Path file) {
    try (BufferedReader rows =
        new BufferedReader(
            new InputStreamReader(
                file.toString().endsWith(".gz")
                    ? new GZIPInputStream(Files.newInputStream(file))
                    : Files.newInputStream(file),
                StandardCharsets.UTF_8))) {
      return rows.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, byte[]> content(Path folder) throws IOException {
    Map<String, byte[]> content = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        content.put(folder.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return content;
  }
}
