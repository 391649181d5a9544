package blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AblateCommandTest {
  private static final String BASE =
      """
      base:
        dim: 8
        layers: 1
        window: 16
        epochs: 1
        min-steps: 0
        seeds: [1, 2]
      """;

  @TempDir private Path folder;

  @Test
  void trainsEveryTrialAndSeedOnce() throws IOException {
    Path grid = grid(BASE + "vary:\n  objective: [all-action]\n");
    Path out = folder.resolve("out");
    String[] command = {"ablate", "--grid", grid.toString(), "--out", out.toString()};

    ProgramRun first = ProgramRun.of(command);

    assertThat(first.exitCode()).as(first.err()).isZero();
    assertThat(first.out()).contains("base", "objective=all-action");
    Path table = out.resolve("ablation.csv");
    List<String> rows = Files.readAllLines(table);
    assertThat(rows).hasSize(5);
    assertThat(rows.get(0))
        .isEqualTo(
            "trial,seed,best_epoch,epochs,validation_ndcg@10,seconds,validation_recall@10,model");
    assertThat(rows.get(1)).startsWith("base,1,1,1,0.");
    assertThat(rows.get(4)).startsWith("objective=all-action,2,1,1,0.");

    FileTime longAgo = FileTime.from(Instant.EPOCH);
    List<Path> checkpoints;
    try (Stream<Path> files = Files.walk(out)) {
      checkpoints = files.filter(file -> file.toString().endsWith(".ckpt")).toList();
    }
    assertThat(checkpoints).hasSize(4);
    for (Path checkpoint : checkpoints) {
      Files.setLastModifiedTime(checkpoint, longAgo);
    }
    ProgramRun again = ProgramRun.of(command);
    assertThat(again.out()).isEqualTo(first.out());
    assertThat(Files.readAllLines(table)).isEqualTo(rows);
    for (Path checkpoint : checkpoints) {
      assertThat(Files.getLastModifiedTime(checkpoint)).isEqualTo(longAgo);
    }
  }

  @Test
  void trialsOfAnotherModelAreThoseOfARun() throws IOException {
    Path release = folder.resolve("release");
    ProgramRun.of("data", "synth", "--users", "80", "--movies", "60", "--out", release.toString());
    String options =
        "dim: 8, layers: 1, window: 16, epochs: 1, fine-tune-epochs: 2, min-steps: 0, threads: 1,"
            + " genre: Drama, min-genre-share: 0.2, min-genre-events: 1, data: '%s'"
                .formatted(release);
    Path grid = grid("base: {" + options + "}\n");
    Path config = Files.writeString(folder.resolve("c.yaml"), "{" + options + "}");
    Path run = folder.resolve("run");
    ProgramRun inRun =
        ProgramRun.of(
            "run", "--config", config + "", "--models", "fine-tuned,devotees", "--out", run + "");
    assertThat(inRun.exitCode()).as(inRun.err()).isZero();

    // One folder for all: what one model has is not another's.
    Path out = folder.resolve("out");
    for (String model : List.of("fine-tuned", "devotees")) {
      ProgramRun trial =
          ProgramRun.of("ablate", "--grid", grid.toString(), "--out", out + "", "--model", model);
      assertThat(trial.exitCode()).as(trial.err()).isZero();
      String validation = Files.readAllLines(out.resolve("ablation.csv")).get(1).split(",", -1)[4];
      assertThat(Files.readString(run.resolve("results.json")))
          .containsPattern("\"model\" : \"" + model + "\",[^}]*\"validation\" : " + validation);
    }
    assertThat(
            ProgramRun.of(
                    "ablate", "--grid=" + grid, "--out=" + out.resolveSibling("x"), "--model=ease")
                .exitCode())
        .isEqualTo(2);
  }

  @Test
  void genericIsTrainedOnceForTrialsThatNeedItAlike() throws IOException {
    Path release = folder.resolve("release");
    ProgramRun.of("data", "synth", "--users", "80", "--movies", "60", "--out", release.toString());
    Path grid =
        grid(
            """
            base: {dim: 8, layers: 1, window: 16, epochs: 1, min-steps: 0, threads: 1, genre: Drama,
              min-genre-share: 0.2, min-genre-events: 1, data: '%s'}
            vary: {taught-weight: [0, 1], generic-options: ['dropout=0.4']}
            """
                .formatted(release));

    ProgramRun trials =
        ProgramRun.of(
            "ablate",
            "--grid",
            grid + "",
            "--model",
            "taught",
            "--out",
            folder.resolve("out") + "");

    assertThat(trials.exitCode()).as(trials.err()).isZero();
    assertThat(trials.err().lines().filter(line -> line.startsWith("generic, seed 42, epoch 1/1")))
        .hasSize(2);
    List<String> losses =
        trials
            .err()
            .lines()
            .filter(line -> line.startsWith("taught, seed 42, epoch 1/1"))
            .map(line -> line.replaceFirst(".*loss ([0-9.]+),.*", "$1"))
            .toList();
    assertThat(losses).hasSize(4).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({
    "generic, as-published, ''",
    "distilled, like-for-like, ', genre: Drama, min-genre-share: 0.1, min-genre-events: 1'",
    "fine-tuned, like-for-like, ', genre: Drama, min-genre-share: 0.1, min-genre-events: 1'",
    "generic-genre, like-for-like, ', genre: Drama, min-genre-share: 0.1, min-genre-events: 1'"
  })
  void aRehearsalIsARunOnAReleaseWithoutTheTestPart(String model, String view, String slice)
      throws IOException {
    Path release = folder.resolve("release");
    ProgramRun.of("data", "synth", "--users", "120", "--movies", "60", "--out", release.toString());
    Path before = withoutTestPart(release);
    String options =
        "{dim: 8, layers: 1, window: 16, epochs: 1, min-steps: 0, threads: 1" + slice + ", data: ";
    Path grid = grid("base: " + options + "'" + release + "'}\nvary: {logq: [off]}\n");
    Path out = folder.resolve("out");

    ProgramRun rehearsed =
        ProgramRun.of("ablate", "--grid=" + grid, "--out=" + out, "--rehearse", "--model=" + model);
    Path run = folder.resolve("run");
    Path config = Files.writeString(folder.resolve("c.yaml"), options + "'" + before + "'}");
    ProgramRun expected =
        ProgramRun.of("run", "--config=" + config, "--models=" + model, "--out=" + run);

    assertThat(rehearsed.exitCode()).as(rehearsed.err()).isZero();
    assertThat(expected.exitCode()).as(expected.err()).isZero();
    assertThat(rehearsed.out()).contains("kept back").contains("logq=off");
    List<String> rows = Files.readAllLines(out.resolve("rehearsal.csv"));
    List<String> header = List.of(rows.get(0).split(",", -1));
    List<String> base = List.of(rows.get(1).split(",", -1));
    List<String> metrics = Files.readAllLines(run.resolve("metrics.csv"));
    for (String metric : List.of("recall@10", "ndcg@10")) {
      String inRun =
          metrics.stream()
              .filter(row -> row.contains(view + "," + model + "," + metric + ","))
              .findFirst()
              .orElseThrow();
      assertThat(inRun).endsWith("," + base.get(header.indexOf("kept_back_" + metric)));
      assertThat(Double.parseDouble(base.get(header.indexOf("later_" + metric)))).isBetween(0., 1.);
    }
    assertThat(out.resolve("ablation.csv")).doesNotExist();
    assertThat(out.resolve("trials")).doesNotExist();
  }

  /** A release with the first four fifths of each user's events, in a folder of its own. */
  private Path withoutTestPart(Path release) throws IOException {
    Path before = Files.createDirectory(folder.resolve("before"));
    Files.copy(release.resolve("movies.csv"), before.resolve("movies.csv"));
    List<String> lines = Files.readAllLines(release.resolve("ratings.csv"));
    Map<String, List<String>> byUser =
        lines.stream()
            .skip(1)
            .sorted(Comparator.comparing(line -> Long.valueOf(line.split(",", -1)[3])))
            .collect(
                Collectors.groupingBy(
                    line -> line.split(",", -1)[0], LinkedHashMap::new, Collectors.toList()));
    List<String> kept = new ArrayList<>(lines.subList(0, 1));
    byUser.values().forEach(events -> kept.addAll(events.subList(0, events.size() * 4 / 5)));
    Files.write(before.resolve("ratings.csv"), kept);
    return before;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bass: {}|:1: 'bass' is not one of base, vary, settings",
        "base: {dimm: 3}|:1: unknown option 'dimm'; did you mean 'dim'",
        "base: {dim: 3}\\nvary: {layrs: [1]}|:2: unknown option 'layrs'; did you mean 'layers'",
        "vary: {dim: 3}|:1: expected a list of values of 'dim'",
        "vary: {dim: [many]}|: trial dim=many: Invalid value for option '--dim'",
        "settings: {x: 3}|:1: expected lines of the form 'option: value'",
        "[]|:1: expected lines of the form 'name: …'",
        "# nothing|: is empty",
      })
  void mistakesAreFoundBeforeAnythingIsTrained(String text, String message) throws IOException {
    Path grid = grid(text.replace("\\n", "\n"));
    Path out = folder.resolve("out");

    ProgramRun run = ProgramRun.of("ablate", "--grid", grid.toString(), "--out", out.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("experiment: " + grid + message);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(out).doesNotExist();
  }

  private Path grid(String text) throws IOException {
    return Files.writeString(folder.resolve("grid.yaml"), text);
  }
}
