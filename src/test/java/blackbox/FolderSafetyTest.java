package blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import movielens.experiment.run.HandMadeRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing of the user's is ever overwritten, and a run goes on only where one is. */
class FolderSafetyTest {
  private static final String RATINGS = "userId,movieId,rating,timestamp\n";

  /** What a folder of somebody's own may hold. */
  private static final Map<String, Map<String, String>> FOREIGN =
      Map.of(
          "a release",
          Map.of("ratings.csv", RATINGS, "movies.csv", "movieId,title,genres\n", "README.txt", ""),
          "a configuration written by hand",
          Map.of("config.yaml", "dim: 16\nepochs: 2\nformat: mine\n"),
          "a configuration that was printed",
          Map.of("config.yaml", ProgramRun.of("config", "--print-default").out()),
          "results of another program",
          Map.of("results.json", "{}", "report.html", "mine", "ablation.csv", "trial,score\n"),
          "a hidden file",
          Map.of(".git", "x"));

  private static final List<String> WRITING =
      List.of(
          "run --out=FOLDER --models=popular",
          "run --out=FOLDER --models=popular --resume",
          "run --out=FOLDER --genre=War,Drama",
          "run --out=FOLDER --genre=War,Drama --resume",
          "run --config=CONFIG --out=FOLDER",
          "ablate --grid=GRID --out=FOLDER",
          "export --run=RUN --out=FOLDER");

  @TempDir private Path parent;

  private Path data;

  static final List<Arguments> EVERYWHERE =
      WRITING.stream()
          .flatMap(line -> FOREIGN.keySet().stream().sorted().map(what -> Arguments.of(line, what)))
          .toList();

  @BeforeEach
  void release() throws IOException {
    data = Files.createDirectories(parent.resolve("release"));
    StringBuilder ratings = new StringBuilder(RATINGS);
    for (int user = 1; user <= 8; user++) {
      for (int event = 0; event < 10; event++) {
        ratings.append(user).append(',').append(1 + (user + event) % 12).append(",4.0,");
        ratings.append(1_000_000_000 + event).append('\n');
      }
    }
    StringBuilder movies = new StringBuilder("movieId,title,genres\n");
    for (int movie = 1; movie <= 12; movie++) {
      movies.append(movie).append(",Film ").append(movie).append(" (1999),War\n");
    }
    Files.writeString(data.resolve("ratings.csv"), ratings);
    Files.writeString(data.resolve("movies.csv"), movies);
  }

  private ProgramRun command(String line, Path folder) throws IOException {
    Path grid =
        Files.writeString(
            parent.resolve("grid.yaml"),
            "base: {data: '"
                + data
                + "', dim: 8, layers: 1, window: 8, epochs: 1, min-steps: 0, threads: 1}\n");
    Path config = Files.writeString(parent.resolve("own.yaml"), "models: [popular]\n");
    Path run = parent.resolve("finished");
    if (line.contains("RUN") && !Files.exists(run)) {
      new HandMadeRun().in(run);
    }
    return execute(
        line.replace("FOLDER", folder.toString())
            .replace("GRID", grid.toString())
            .replace("CONFIG", config.toString())
            .replace("RUN", run.toString())
            .split(" ", -1));
  }

  private static ProgramRun execute(String... arguments) {
    return ProgramRun.of(
        Stream.concat(Stream.of(arguments), Stream.of("--quiet")).toArray(String[]::new));
  }

  /** Every file of a folder with what is in it. */
  private static Map<String, String> files(Path folder) {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path file : paths.toList()) {
        files.put(
            folder.relativize(file).toString(),
            Files.isDirectory(file) ? "" : Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  private static void assertRefused(ProgramRun run, String... words) {
    assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
    assertThat(run.err().lines()).as(run.err()).hasSize(1);
    assertThat(run.err()).contains(words).contains("--out").doesNotContain("--resume");
    assertThat(run.out()).isEmpty();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @FieldSource("EVERYWHERE")
  void aFolderOfSomebodysOwnStaysAsItIs(String line, String what) throws IOException {
    Path folder = Files.createDirectories(parent.resolve("own"));
    for (Map.Entry<String, String> file : FOREIGN.get(what).entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
    }
    Map<String, String> before = files(folder);

    assertRefused(command(line, folder), folder.toString());

    assertThat(files(folder)).isEqualTo(before);
  }

  @Test
  void aFolderOfDataIsSaidToHoldData() throws IOException {
    Map<String, String> before = files(data);

    assertRefused(command("run --out=FOLDER", data), "holds data or other files (movies.csv, ");
    assertRefused(command("run --data=FOLDER --out=FOLDER", data), "is the data", "--out");
    assertRefused(command("run --data=FOLDER --out=FOLDER --resume", data), "no run in", "data");

    assertThat(files(data)).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run --models=popular --data=DATA --out=DATA/run|lies inside the data",
        "run --models=popular --data=DATA/ratings.csv --out=DATA/run|lies inside the data",
        "run --models=popular --data=DATA/../release --out=LINK/run|lies inside the data",
        "run --models=popular --data=DATA --out=PARENT|contains the data",
        "run --genre=War,Drama --data=DATA --out=DATA/run|lies inside the data",
        "ablate --grid=GRID --out=DATA/run|lies inside the data",
        "ablate --grid=GRID --out=PARENT|contains the data",
      })
  void noFolderInTheDataAndNoneAroundIt(String line) throws IOException {
    Files.createSymbolicLink(parent.resolve("link"), data);
    String[] parts = line.split("\\|", -1);
    Map<String, String> before = files(data);

    ProgramRun run =
        command(
            parts[0]
                .replace("DATA", data.toString())
                .replace("LINK", parent.resolve("link").toString())
                .replace("PARENT", parent.toString()),
            parent);

    assertRefused(run, parts[1]);
    assertThat(files(data)).isEqualTo(before);
  }

  @Test
  void resumeNeedsARunAndNamesTheNearest() throws IOException {
    Path empty = Files.createDirectories(parent.resolve("runs/empty"));
    for (String name : List.of("first", "second", "third")) {
      begun(parent.resolve("runs").resolve(name), "dim: 64");
    }
    String none = "no run in ";
    for (Path out : List.of(parent.resolve("runs/secnd"), empty, data)) {
      ProgramRun run = execute("run", "--resume", "--out=" + out);
      assertRefused(run, none + out);
    }
    assertThat(execute("run", "--resume", "--out=" + parent.resolve("runs/secnd")).err())
        .contains("; the nearest run is " + parent.resolve("runs/second"));
    assertThat(execute("run", "--resume", "--out=" + parent.resolve("runs")).err())
        .contains("; the nearest run is " + parent.resolve("runs/third"));
    assertThat(parent.resolve("runs/secnd")).doesNotExist();
    assertThat(empty).isEmptyDirectory();
    ProgramRun none2 = execute("run", "--resume", "--out=" + parent.resolve("a/b"), "--dim=8");
    assertRefused(none2, none, "give the folder of the run to go on with as --out");
  }

  /** A run that has written its options and nothing else. */
  private static Path begun(Path path, String... options) throws IOException {
    List<String> lines =
        new ArrayList<>(ProgramRun.of("config", "--print-default").out().lines().toList());
    lines.add(0, "format: 2");
    for (String option : options) {
      lines.removeIf(line -> line.startsWith(option.substring(0, option.indexOf(' '))));
      lines.add(option);
    }
    Files.createDirectories(path);
    Files.write(path.resolve("config.yaml"), lines);
    return path;
  }

  @Test
  void withOtherOptionsARunBeginsAnewWhereNothingWasTrained() throws IOException {
    Path first = begun(parent.resolve("first"), "models: [popular]", "min-rating: 5");
    ProgramRun corrected =
        execute("run", "--models=popular", "--data=" + data, "--min-rating=4", "--out=" + first);
    assertThat(corrected.exitCode()).as(corrected.err()).isZero();
    assertThat(first.resolve("config.yaml")).content().contains("min-rating: 4.0");
    assertThat(first.resolve("metrics.csv")).exists();

    Path run = begun(parent.resolve("run"), "dim: 4096");
    ProgramRun bound = ProgramRun.of("run", "--dim=64", "--resume", "--out=" + run);
    assertThat(bound.exitCode()).isEqualTo(2);
    assertThat(bound.err()).contains("has dim 4096, not 64");

    Files.createDirectory(run.resolve("checkpoints"));
    ProgramRun late = ProgramRun.of("run", "--dim=64", "--out=" + run);
    assertThat(late.exitCode()).isEqualTo(2);
    assertThat(late.err()).contains("has dim 4096, not 64", "or delete that folder");
  }

  @Test
  void movedDataIsFoundWithItsOption() throws IOException {
    Path was = parent.resolve("was");
    Path run = begun(parent.resolve("run"), "data: " + was, "models: [popular]");
    Files.createDirectory(run.resolve("checkpoints"));

    ProgramRun lost = execute("run", "--resume", "--out=" + run);
    assertThat(lost.exitCode()).isEqualTo(3);
    assertThat(lost.err()).contains("is not at " + was).contains("add --data with its new place");
    ProgramRun found = execute("run", "--resume", "--out=" + run, "--data=" + data);
    assertThat(found.exitCode()).as(found.err()).isZero();
    assertThat(found.out()).contains("release: 8 users");

    Path finished = new HandMadeRun().option("data", was.toString()).in(parent.resolve("done"));
    for (String command : List.of("recommend --user=1", "export --out=" + parent.resolve("x"))) {
      ProgramRun used = execute((command + " --run=" + finished).split(" ", -1));
      assertThat(used.exitCode()).isEqualTo(3);
      assertThat(used.err())
          .contains("the data of the run in " + finished)
          .contains(was.toString())
          .contains("if it was moved, add --data with its new place");
      assertThat(used.err().lines()).hasSize(1);
    }
  }

  @Test
  void anExportStaysApartFromTheData() throws IOException {
    Path run = new HandMadeRun().option("data", data.toString()).in(parent.resolve("done"));

    assertThat(execute("export", "--run=" + run, "--out=" + run).err()).contains("has files in it");
    assertThat(execute("report", data.toString()).exitCode()).isEqualTo(3);
    assertThat(execute("report", data.toString()).err().lines()).hasSize(1);
  }

  @Test
  void aPageReplacesNothingButAPage() throws IOException {
    String run = new HandMadeRun().in(parent.resolve("done")).toString();
    Path ratings = data.resolve("ratings.csv");
    String before = Files.readString(ratings);

    ProgramRun refused = execute("compare", run, run, "--html=" + ratings);
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("is no page of this command", "--html");
    assertThat(ratings).hasContent(before);

    String page = "--html=" + parent.resolve("page.html");
    assertThat(execute("compare", run, run, page).exitCode()).isZero();
    assertThat(execute("compare", run, run, page).exitCode()).isZero();
  }

  @Test
  void anAblationGoesOnInItsOwnFolderAlone() throws IOException {
    Path out = parent.resolve("ablation");
    String line = "ablate --grid=GRID --out=FOLDER";
    assertThat(command(line, out).exitCode()).as("first").isZero();
    assertThat(out.resolve("ablation.yaml")).content().contains("format: 2\n");
    assertThat(command(line, out).exitCode()).as("again").isZero();

    // One of an earlier version has no mark, but trials, and a table with its header.
    Files.delete(out.resolve("ablation.yaml"));
    assertThat(command(line, out).exitCode()).as("without a mark").isZero();

    assertRefused(command("run --out=FOLDER", out), "and no run");
    assertRefused(command(line, begun(parent.resolve("run"))), "and no ablation");
  }

  /** Each power user has one event to fit on; the others could train generic. */
  @Test
  void whatCannotBeTrainedIsSaidBeforeAnythingIs() throws IOException {
    StringBuilder ratings = new StringBuilder(RATINGS);
    for (int user = 1; user <= 8; user++) {
      int events = user <= 4 ? 2 : 10;
      int firstMovie = user <= 4 ? 1 : 101;
      for (int event = 0; event < events; event++) {
        ratings.append(user).append(',').append(firstMovie + (user + event) % 12).append(",4.0,");
        ratings.append(1_000_000_000 + event).append('\n');
      }
    }
    Files.writeString(data.resolve("ratings.csv"), ratings);
    StringBuilder dramas = new StringBuilder();
    for (int movie = 101; movie <= 112; movie++) {
      dramas.append(movie).append(",Film ").append(movie).append(" (1999),Drama\n");
    }
    Files.writeString(data.resolve("movies.csv"), dramas, StandardOpenOption.APPEND);
    Path out = parent.resolve("out");

    ProgramRun run =
        execute(
            ("run --genre=War --min-genre-events=1 --dim=8 --data=" + data + " --out=" + out)
                .split(" ", -1));

    assertThat(run.exitCode()).as(run.err()).isEqualTo(3);
    assertThat(run.err())
        .startsWith(
            "experiment: distilled cannot be trained: none of the 3 power users has two War")
        .contains("raise --min-genre-events", "leave distilled out of --models");
    assertThat(run.err().lines()).hasSize(1);
    assertThat(out).doesNotExist();
  }
}
