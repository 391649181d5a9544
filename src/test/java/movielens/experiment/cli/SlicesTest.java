package movielens.experiment.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import movielens.experiment.console.Progress;
import movielens.experiment.data.SliceRule;
import movielens.experiment.pipeline.Experiment;
import movielens.experiment.pipeline.StopRequest;
import movielens.experiment.pipeline.slices.SlicesRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.ParameterException;

/** One command, several slices: each an ordinary run, with what they share computed once. */
class SlicesTest {
  private static final String[] SMALL = {
    "--dim=16",
    "--layers=1",
    "--window=16",
    "--epochs=2",
    "--fine-tune-epochs=1",
    "--min-steps=0",
    "--batch-size=64",
    "--bootstrap-resamples=200",
    "--models=generic,distilled,fine-tuned,popular,item-knn",
    "--seeds=1,2",
    "--threads=1"
  };

  @TempDir private Path parent;

  private static String[] small(String... more) {
    return with(SMALL, more);
  }

  private static CommandLineRun run(String... more) {
    return CommandLineRun.with(Experiment::run, with(new String[] {"run"}, small(more)));
  }

  private static String training(Path out, String model, boolean withThroughput)
      throws IOException {
    return Files.readAllLines(out.resolve("training.csv")).stream()
        .filter(line -> line.contains("," + model + ","))
        .map(line -> withThroughput ? line : line.substring(0, line.lastIndexOf(',')))
        .collect(Collectors.joining("\n"));
  }

  private static void assertSameRun(Path actual, Path expected) throws IOException {
    for (String file :
        List.of("metrics.csv", "per_user.csv.gz", "recommendations.csv.gz", "config.yaml")) {
      assertThat(actual.resolve(file)).hasSameBinaryContentAs(expected.resolve(file));
    }
    for (String model : List.of("generic", "distilled", "fine-tuned")) {
      assertThat(training(actual, model, false)).isEqualTo(training(expected, model, false));
    }
  }

  @Test
  void everySliceIsTheRunThatItWouldBeAlone() throws IOException {
    Path both = parent.resolve("both");
    CommandLineRun sweep = run("--genre=Horror,Drama", "--out=" + both);
    assertThat(sweep.exitCode()).as(sweep.err()).isZero();
    for (String genre : List.of("Horror", "Drama")) {
      Path alone = parent.resolve(genre);
      assertThat(run("--genre=" + genre, "--out=" + alone, "--quiet").exitCode()).isZero();
      Path inSweep = both.resolve(genre.toLowerCase(Locale.ROOT));
      assertSameRun(inSweep, alone);
      assertThat(inSweep.resolve("report.html")).isNotEmptyFile();
      assertThat(inSweep.resolve("checkpoints").resolve("2-generic.ckpt")).exists();
    }

    // The throughput is measured: equal figures are those of one training.
    assertThat(training(both.resolve("drama"), "generic", true))
        .isEqualTo(training(both.resolve("horror"), "generic", true));
    assertThat(sweep.err())
        .containsOnlyOnce("\ngeneric, seed 1, epoch 1/2:")
        .containsOnlyOnce("6 trainings (2 seeds")
        .containsOnlyOnce("4 trainings (2 seeds")
        .contains("Drama, share above 0.5: run 2 of 2");
    assertThat(sweep.out())
        .contains("SYNTHETIC", "Horror > 0.5", "Drama > 0.5", "best baseline", "Holm p", "trend")
        .contains("of 2 slices")
        .contains("Written to " + both);
    assertThat(both.resolve("config.yaml")).content().contains("genre: [Horror, Drama]\n");

    List<String> scores = Files.readAllLines(both.resolve("genres.csv"));
    assertThat(scores.get(0))
        .isEqualTo(
            "genre,min_genre_share,folder,power_users,genre_movies,model,metric,mean,sd,seeds");
    assertThat(scores).hasSize(1 + 2 * 5 * 8);
    assertThat(scores.get(1)).startsWith("Horror,0.5,horror,81,123,generic,recall@10,0.");
    assertThat(Files.readAllLines(both.resolve("differences.csv")))
        .hasSize(1 + 2 * 7 * 8)
        .contains(
            "genre,min_genre_share,folder,power_users,a,b,metric,difference,low,high,p,p_holm,"
                + "p_holm_all,joint_low,joint_high,p_sign_flip,p_equivalence,d_z,better,worse,"
                + "same,primary,p_primary");
    assertThat(both.resolve("later-differences.csv")).isNotEmptyFile();
    assertThat(both.resolve("later-genres.csv")).isNotEmptyFile();

    theFolderIsNotARunAndNotOverwritten(both);
  }

  private static void theFolderIsNotARunAndNotOverwritten(Path both) {
    for (String[] command :
        List.of(
            new String[] {"report", both.toString()},
            new String[] {"recommend", "--run=" + both, "--user=1"},
            new String[] {"compare", both.toString(), both.toString()})) {
      CommandLineRun run = CommandLineRun.of(command);
      assertThat(run.exitCode()).isEqualTo(3);
      assertThat(run.err())
          .contains("holds several runs")
          .contains(both.resolve("drama").toString());
      assertThat(run.err().lines()).hasSize(1);
    }
    assertThat(CommandLineRun.of("report", both.resolve("drama").toString()).exitCode()).isZero();
    CommandLineRun again = run("--genre=Horror,Drama", "--out=" + both, "--quiet");
    assertThat(again.exitCode()).isEqualTo(2);
    assertThat(again.err()).contains("holds a finished run");
  }

  @Test
  void stoppedAndResumedEndsWithTheSameBytes() throws IOException {
    Path undisturbed = parent.resolve("undisturbed");
    String[] slices = {"--genre=Horror", "--min-genre-share=0.4,0.5", "--quiet"};
    assertThat(run(with(slices, "--out=" + undisturbed)).exitCode()).isZero();

    Path stopped = parent.resolve("stopped and resumed");
    String[] command = small(with(slices, "--out=" + stopped));
    int stops = 0;
    for (String words = stop(command); words != null; words = stop(command), stops++) {
      assertThat(words)
          .contains("interrupted in epoch")
          .endsWith("go on with: run --resume --out \"" + stopped + '"');
      CommandLineRun other = run("--genre=Horror,Drama", "--out=" + stopped, "--quiet");
      assertThat(other.exitCode()).isEqualTo(2);
      assertThat(other.err())
          .contains("genre Horror, not [Horror, Drama]")
          .contains("min-genre-share [0.4, 0.5], not 0.5");
    }
    assertThat(stops).isGreaterThan(2);

    for (String folder : List.of("horror-0.4", "horror-0.5")) {
      assertSameRun(stopped.resolve(folder), undisturbed.resolve(folder));
    }
    for (String table : List.of("genres.csv", "differences.csv")) {
      assertThat(stopped.resolve(table)).hasSameBinaryContentAs(undisturbed.resolve(table));
    }

    // What is finished is read, not run again.
    byte[] results = Files.readAllBytes(stopped.resolve("horror-0.4").resolve("results.json"));
    Files.delete(stopped.resolve("genres.csv"));
    assertThat(CommandLineRun.of("run", "--resume", "--out=" + stopped, "-q").exitCode()).isZero();
    assertThat(stopped.resolve("horror-0.4").resolve("results.json")).hasBinaryContent(results);
    assertThat(stopped.resolve("genres.csv"))
        .hasSameBinaryContentAs(undisturbed.resolve("genres.csv"));
  }

  private static String[] with(String[] options, String... more) {
    return Stream.of(options, more).flatMap(Arrays::stream).toArray(String[]::new);
  }

  /** Runs for a few steps; what was said when that was not enough, else null. */
  private static String stop(String... options) {
    int[] left = {30};
    StopRequest stop = () -> --left[0] <= 0;
    try {
      SlicesRun.run(
          RunArguments.parseSlices(options),
          Progress.silent(),
          new PrintStream(OutputStream.nullOutputStream()),
          stop);
      return null;
    } catch (InterruptedException e) {
      return e.getMessage();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--genre=Horror,Horrer|no genre 'Horrer' here; did you mean 'Horror'?",
        "--genre=Horror,Musical|0 power users of Musical with a share above 0.5",
        "--genre=Drama,Sci-Fi|1 power user of Sci-Fi with a share above 0.5",
        "--genre=Animation --min-genre-share=0.5,0.6|0 power users of Animation with a share above"
            + " 0.6",
      })
  void anUnfitSliceIsRefusedBeforeAnythingIsTrained(String slices, String message) {
    Path out = parent.resolve("refused");

    CommandLineRun run = run(with(slices.split(" "), "--out=" + out, "--quiet"));

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).startsWith("experiment: " + message);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(out).doesNotExist();
  }

  @Test
  void everyGenreMeetsEveryShare() throws IOException {
    assertThat(
            RunArguments.parseSlices("--genre=Horror, Sci-Fi", "--min-genre-share=0.3,0.5")
                .slices())
        .containsExactly(
            new SliceRule("Horror", 0.3, 10),
            new SliceRule("Horror", 0.5, 10),
            new SliceRule("Sci-Fi", 0.3, 10),
            new SliceRule("Sci-Fi", 0.5, 10));
    Path file =
        Files.writeString(
            parent.resolve("c.yaml"), "genre: [Horror, Sci-Fi]\nmin-genre-share: [0.3, 0.5]\n");
    assertThat(RunArguments.parseSlices("--config=" + file))
        .isEqualTo(RunArguments.parseSlices("--genre=Horror,Sci-Fi", "--min-genre-share=0.3,0.5"));
    assertThat(RunArguments.parseSlices().options()).isEqualTo(RunArguments.parse().options());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--genre=Horror,Horror|'Horror,Horror' names Horror twice",
        "--genre=Horror,|has a name that is empty",
        "--min-genre-share=0.3,0.30|names 0.3 twice",
        "--min-genre-share=0.3,1|1.0 is not at least 0 and below 1",
        "--min-genre-share=0.3,half|'half' is not a number",
        "--genre=Horror,Drama --models=generic|need a model of the slice, such as distilled, among",
      })
  void nonsenseIsWrongUsage(String options, String message) {
    CommandLineRun run = CommandLineRun.of(("run " + options).split(" "));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(message);
    assertThat(run.err().lines()).hasSize(1);
  }

  @Test
  void aSingleConfigurationHasOneSlice() {
    assertThatThrownBy(() -> RunArguments.parse("--genre=Horror,Drama"))
        .isInstanceOf(ParameterException.class)
        .hasMessage("--genre and --min-genre-share take one value here");
  }
}
