package blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sample as a split, beside the split that the test makes itself. */
class DataSplitCommandTest {
  private static final Path SAMPLE = Path.of("data", "sample");

  @TempDir private Path folder;

  private final Map<Integer, List<Integer>> training = new TreeMap<>();
  private final Map<Integer, List<Integer>> test = new TreeMap<>();

  @Test
  void everybodysEventsAreThoseOfTheSplit() throws IOException {
    Path out = split();
    TrainedSample.split(training, test);
    Set<Integer> catalogue =
        training.values().stream().flatMap(List::stream).collect(Collectors.toSet());

    Map<Integer, List<Integer>> fit = events(out.resolve("fit.csv"));
    Map<Integer, List<Integer>> validation = events(out.resolve("validation.csv"));
    Map<Integer, List<Integer>> both = new TreeMap<>(fit);
    validation.forEach((user, movies) -> both.merge(user, movies, DataSplitCommandTest::joined));

    assertThat(both).isEqualTo(training);
    assertThat(validation.values().stream().mapToInt(List::size).sum()).isPositive();
    assertThat(events(out.resolve("test.csv"))).isEqualTo(only(test, catalogue));
    assertThat(columns(out.resolve("movies.csv")).stream().map(row -> Integer.valueOf(row[0])))
        .containsExactlyElementsOf(catalogue.stream().sorted().toList());
  }

  @Test
  void theGenresFilesAreThePowerUsersEventsOnIt() throws IOException {
    Path genre = split().resolve("genre");
    TrainedSample.split(training, test);
    Set<Integer> horror = horror();
    horror.retainAll(training.values().stream().flatMap(List::stream).toList());
    Map<Integer, List<Integer>> seen = new TreeMap<>();
    only(training, horror)
        .forEach(
            (user, movies) -> {
              boolean devoted = 2 * movies.size() > training.get(user).size();
              if (devoted && movies.size() >= 10 && only(test, horror).containsKey(user)) {
                seen.put(user, movies);
              }
            });

    assertThat(columns(genre.resolve("power_users.csv")).stream().map(row -> row[0]))
        .hasSizeGreaterThan(1)
        .containsExactlyElementsOf(seen.keySet().stream().map(String::valueOf).toList());
    Map<Integer, List<Integer>> both = new TreeMap<>(events(genre.resolve("fit.csv")));
    events(genre.resolve("validation.csv"))
        .forEach((user, movies) -> both.merge(user, movies, DataSplitCommandTest::joined));
    assertThat(both).isEqualTo(seen);
    Map<Integer, List<Integer>> tested = only(test, horror);
    tested.keySet().retainAll(seen.keySet());
    assertThat(events(genre.resolve("test.csv"))).isEqualTo(tested);
  }

  /** Whoever sorts by time, stably, has the order in which the models meet the events. */
  @Test
  void aStableSortKeepsTheOrder() throws IOException {
    Path fit = split().resolve("fit.csv");

    List<String[]> rows = columns(fit);
    List<String[]> sorted = new ArrayList<>(rows);
    sorted.sort(Comparator.comparingLong(row -> Long.parseLong(row[2])));
    sorted.sort(Comparator.comparingInt(row -> Integer.parseInt(row[0])));

    assertThat(sorted).containsExactlyElementsOf(rows);
  }

  @ParameterizedTest
  @CsvSource({"everybody, ''", "genre, genre"})
  void recBoleGetsTheSame(String name, String place) throws IOException {
    Path out = split();
    Path atomic = out.resolve("recbole").resolve(name);

    Map<String, String> parts = Map.of("train", "fit", "valid", "validation", "test", "test");
    for (Map.Entry<String, String> part : parts.entrySet()) {
      List<String> rows = Files.readAllLines(atomic.resolve(name + "." + part.getKey() + ".inter"));
      assertThat(rows.get(0)).isEqualTo("user_id:token\titem_id:token\ttimestamp:float");
      assertThat(rows.stream().skip(1).map(row -> row.replace('\t', ',')))
          .containsExactlyElementsOf(
              Files.readAllLines(out.resolve(place).resolve(part.getValue() + ".csv")).stream()
                  .skip(1)
                  .toList());
    }
    List<String> items = Files.readAllLines(atomic.resolve(name + ".item"));
    assertThat(items.get(0)).isEqualTo("item_id:token\tmovie_title:token_seq\tclass:token_seq");
    assertThat(items.stream().map(row -> row.split("\t", -1).length)).containsOnly(3);
    assertThat(items).hasSameSizeAs(Files.readAllLines(out.resolve(place).resolve("movies.csv")));
  }

  @Test
  void theNoteSaysWhatIsThere() throws IOException {
    assertThat(Files.readString(split().resolve("README.md")))
        .contains("SYNTHETIC", "--split per-user --test-fraction 0.2", "--genre Horror")
        .contains("`genre/test.csv`", "RecBole", "RecTools", "pandas", "R:");
  }

  @Test
  void withoutASliceThereIsNoGenre() throws IOException {
    Path out = split("--no-slice", "--genre=None", "--split=leave-one-out");

    assertThat(out.resolve("genre")).doesNotExist();
    assertThat(out.resolve("recbole")).isDirectoryContaining("glob:**/everybody");
    assertThat(out.resolve("recbole").resolve("genre")).doesNotExist();
    assertThat(Files.readString(out.resolve("README.md")))
        .contains("--split leave-one-out")
        .doesNotContain("--genre");
    assertThat(events(out.resolve("test.csv")).values()).allMatch(movies -> movies.size() == 1);
  }

  /** The split of a run is what its options say, wherever its data is now. */
  @Test
  void aRunHasTheSplitOfItsOptions() throws IOException {
    String run = folder.resolve("run").toString();
    String[] options = {"--split=temporal", "--genre=Drama", "--min-genre-share=0.3"};
    ProgramRun made =
        ProgramRun.of(
            "run",
            "--data=" + SAMPLE,
            "--out=" + run,
            "--models=popular,popular-distilled",
            "--bootstrap-resamples=100",
            options[0],
            options[1],
            options[2]);
    assertThat(made.exitCode()).as(made.err()).isZero();

    Path ofRun = folder.resolve("of-run");
    ProgramRun split = ProgramRun.of("data", "split", "--run", run, "--out", ofRun.toString());
    assertThat(split.exitCode()).as(split.err()).isZero();

    assertThat(content(ofRun)).isEqualTo(content(split(options)));
    Path inside = Path.of(run).resolve("split");
    refused(2, "lies inside the run", "--run", run, "--out", inside.toString());
    assertThat(inside).doesNotExist();
  }

  @Test
  void refusals() throws IOException {
    Path taken = Files.createDirectory(folder.resolve("taken"));
    Files.writeString(taken.resolve("mine.txt"), "mine");
    String out = folder.resolve("out").toString();

    refused(2, "has files in it already", "--out", taken.toString());
    refused(2, "lies inside the data", "--out", SAMPLE.resolve("split").toString());
    refused(2, "take one value here", "--genre=Horror,Drama", "--out", out);
    refused(
        2,
        "'--test-fraction': 1.5 is not above 0 and below 1",
        "--test-fraction=1.5",
        "--out",
        out);
    refused(3, "no such folder", "--run", folder.resolve("no").toString(), "--out", out);
    refused(3, "no genre 'None' here", "--genre=None", "--out", out);
    assertThat(Path.of(out)).doesNotExist();
  }

  private static void refused(int exitCode, String why, String... options) {
    ProgramRun run =
        ProgramRun.of(
            Stream.concat(
                    Stream.of("data", "split", "--data=" + SAMPLE, "--quiet"), Stream.of(options))
                .toArray(String[]::new));
    assertThat(run.err()).contains(why);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.exitCode()).isEqualTo(exitCode);
  }

  private Path split(String... options) {
    Path out = folder.resolve("split");
    ProgramRun run =
        ProgramRun.of(
            Stream.concat(
                    Stream.of("data", "split", "--data=" + SAMPLE, "--out=" + out),
                    Stream.of(options))
                .toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out().strip()).isEqualTo(out.toString());
    return out;
  }

  private static List<Integer> joined(List<Integer> first, List<Integer> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  private static Map<Integer, List<Integer>> only(
      Map<Integer, List<Integer>> events, Set<Integer> movies) {
    Map<Integer, List<Integer>> kept = new TreeMap<>();
    events.forEach((user, all) -> kept.put(user, all.stream().filter(movies::contains).toList()));
    kept.values().removeIf(List::isEmpty);
    return kept;
  }

  private static Set<Integer> horror() throws IOException {
    Set<Integer> horror = new HashSet<>();
    for (String[] row : columns(SAMPLE.resolve("movies.csv"))) {
      if (Set.of(row[row.length - 1].split("\\|", -1)).contains("Horror")) {
        horror.add(Integer.valueOf(row[0]));
      }
    }
    return horror;
  }

  private static List<String[]> columns(Path file) throws IOException {
    return Files.readAllLines(file).stream().skip(1).map(line -> line.split(",", -1)).toList();
  }

  private static Map<Integer, List<Integer>> events(Path file) throws IOException {
    Map<Integer, List<Integer>> events = new TreeMap<>();
    for (String[] row : columns(file)) {
      assertThat(row).hasSize(3);
      events
          .computeIfAbsent(Integer.valueOf(row[0]), user -> new ArrayList<>())
          .add(Integer.valueOf(row[1]));
    }
    return events;
  }

  private static Map<String, String> content(Path folder) throws IOException {
    Map<String, String> content = new HashMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        content.put(folder.relativize(file).toString(), Files.readString(file));
      }
    }
    return content;
  }
}
