package blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Choosing by validation events that come some time after the last fit event. */
class ValidateAfterTest {
  private static final int DAY = 86_400;

  @TempDir private Path folder;

  /** Forty users of thirty events, so long apart. */
  private Path release(int seconds) throws IOException {
    Path release = Files.createDirectory(folder.resolve("every-" + seconds));
    StringBuilder movies = new StringBuilder("movieId,title,genres\n");
    for (int movie = 1; movie <= 60; movie++) {
      movies.append("%d,M%d (2000),%s%n".formatted(movie, movie, movie % 2 == 0 ? "Drama" : "War"));
    }
    Files.writeString(release.resolve("movies.csv"), movies.toString());
    StringBuilder ratings = new StringBuilder("userId,movieId,rating,timestamp\n");
    Random random = new Random(4);
    for (int user = 1; user <= 40; user++) {
      int first = random.nextInt(30);
      for (int event = 0; event < 30; event++) {
        int movie = (first + event * (1 + user % 2)) % 60 + 1;
        ratings.append("%d,%d,4,%d%n".formatted(user, movie, 1_000_000 + event * seconds));
      }
    }
    Files.writeString(release.resolve("ratings.csv"), ratings.toString());
    return release;
  }

  private Path run(String name, Path release, String... options) {
    Path out = folder.resolve(name);
    ProgramRun run = run(out, release, options);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return out;
  }

  private static ProgramRun run(Path out, Path release, String... options) {
    return run("all", out, release, options);
  }

  private static ProgramRun run(String models, Path out, Path release, String... options) {
    List<String> all =
        new ArrayList<>(
            List.of("run", "--dim=8", "--layers=1", "--window=16", "--epochs=4", "--patience=0"));
    all.addAll(List.of("--min-steps=0", "--threads=1", "--genre=Drama", "--min-genre-share=0.3"));
    all.addAll(List.of("--models=" + models, "--bootstrap-resamples=100"));
    all.addAll(List.of("--data=" + release, "--out=" + out));
    all.addAll(List.of(options));
    return ProgramRun.of(all.toArray(String[]::new));
  }

  private static String metrics(Path run) throws IOException {
    return Files.readString(run.resolve("metrics.csv"));
  }

  @Test
  void whereEveryValidationEventIsLateItChangesNothing() throws IOException {
    Path release = release(2 * DAY);
    assertThat(metrics(run("late", release, "--validate-after=1")))
        .isEqualTo(metrics(run("usual", release)));
  }

  @Test
  void whatTrainsAndTestsStaysTheSameAndTheRunSaysHowManyChoose() throws IOException {
    // Of the two validation events the second comes a day after the last fit event.
    Path release = release(DAY / 2);
    Path usual = run("usual", release);
    Path out = folder.resolve("late");
    ProgramRun late = run(out, release, "--validate-after=1");

    assertThat(late.err())
        .containsPattern(
            "--validate-after a day: 40 of 40 users validate, and \\d+ of \\d+ power users with"
                + " events on Drama");
    assertThat(validations(out)).isNotEqualTo(validations(usual));
    // What is chosen by no validation part has the same values.
    for (String model : new String[] {"popular", "popular-distilled"}) {
      assertThat(rows(out, model)).isNotEmpty().isEqualTo(rows(usual, model));
    }
    ProgramRun compared = ProgramRun.of("compare", usual + "", out + "");
    assertThat(compared.out()).contains("validate-after").doesNotContain("not comparable");
  }

  private static String validations(Path run) throws IOException {
    String training = Files.readString(run.resolve("training.csv"));
    return training.lines().map(line -> line.split(",", -1)[4]).toList().toString();
  }

  private static String rows(Path run, String model) throws IOException {
    return metrics(run).lines().filter(line -> line.contains("," + model + ",")).toList() + "";
  }

  @Test
  void baselinesThatChooseNothingNeedNobodyToValidate() throws IOException {
    Path release = release(60);
    Path out = folder.resolve("out");
    ProgramRun late =
        run(
            "popular,item-knn,recent-popular",
            out,
            release,
            "--item-knn=fixed",
            "--recent-popular=data",
            "--validate-after=1");
    assertThat(late.exitCode()).as(late.err()).isZero();
    assertThat(rows(out, "item-knn")).isNotEmpty();

    ProgramRun chosen =
        run("popular,recent-popular", folder.resolve("no"), release, "--validate-after=1");
    assertThat(chosen.exitCode()).isEqualTo(3);
    assertThat(chosen.err()).contains("recent-popular cannot be validated");
  }

  @Test
  void whereNobodyIsLateItStopsBeforeItTrains() throws IOException {
    Path out = folder.resolve("out");
    ProgramRun run = run(out, release(60), "--validate-after=1");
    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err())
        .contains("generic cannot be validated: nobody has a validation event a day after")
        .contains("--validate-after");
    assertThat(out).doesNotExist();

    // A baseline whose setting is chosen, and a later trial of an ablation, are refused as well.
    ProgramRun baselines =
        ProgramRun.of(
            "run",
            "--data=" + release(61),
            "--models=popular,ease",
            "--validate-after=1",
            "--out=" + out);
    assertThat(baselines.exitCode()).isEqualTo(3);
    assertThat(baselines.err()).contains("ease cannot be validated");
    Path grid =
        Files.writeString(
            folder.resolve("grid.yaml"),
            "base: {dim: 8, layers: 1, window: 16, epochs: 1, min-steps: 0, threads: 1, data: '"
                + release(62)
                + "'}\nvary: {validate-after: [1]}\n");
    ProgramRun trials = ProgramRun.of("ablate", "--grid=" + grid, "--out=" + out);
    assertThat(trials.exitCode()).isEqualTo(3);
    assertThat(trials.err()).contains("generic cannot be validated");
  }
}
