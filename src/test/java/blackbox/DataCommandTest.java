package blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataCommandTest {
  @TempDir private Path folder;

  @Test
  void inventsCutsAndDescribes() {
    String whole = folder.resolve("whole").toString();
    String part = folder.resolve("part").toString();

    ProgramRun synth = ProgramRun.of("data", "synth", "--users=60", "--movies=80", "--out", whole);
    assertThat(synth.exitCode()).isZero();
    assertThat(synth.out().strip()).isEqualTo(whole);
    assertThat(Path.of(whole, "ratings.csv")).exists();

    ProgramRun sample =
        ProgramRun.of("data", "sample", "--from", whole, "--users=20", "--out", part);
    assertThat(sample.exitCode()).isZero();

    ProgramRun describe = ProgramRun.of("data", "describe", part);
    assertThat(describe.exitCode()).isZero();
    assertThat(describe.out()).contains("SYNTHETIC", "Users     20,", "Drama", ">0.5");
    assertThat(describe.out().lines()).allMatch(line -> line.length() <= 120);
  }

  @Test
  void missingDataIsOneLine() {
    ProgramRun run = ProgramRun.of("data", "describe", folder.resolve("no").toString());

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void anUnknownReleaseIsNamed() {
    ProgramRun run = ProgramRun.of("data", "download", "ML-5m", "--to", folder.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("no release 'ML-5m'; did you mean 'ml-1");
    assertThat(Files.exists(folder.resolve("ml-5m"))).isFalse();
  }

  @Test
  void theNameOfAReleaseMayBeInCapitals() throws IOException {
    Path release = Files.createDirectory(folder.resolve("ml-1m"));
    Files.writeString(release.resolve("ratings.dat"), "1::1::5::1");

    ProgramRun run = ProgramRun.of("data", "download", "ML-1M", "--to", folder.toString());

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().strip()).isEqualTo(release.toString());
  }

  @Test
  void wrongNumbersAreWrongUsage() {
    String data = release("base");
    String out = folder.resolve("out").toString();

    assertUsage("'100' is more than the 3 of base", "sample", "--from", data, "--users=100");
    assertUsage("'0' is too few", "sample", "--from", data, "--users=0");
    assertUsage("give at least 1 user", "synth", "--users=0", "--movies=90", "--out", out);
    assertUsage("give --events", "synth", "--users=9", "--movies=90", "--events=1", "--out", out);
    assertThat(Path.of(out)).doesNotExist();
  }

  @Test
  void nothingIsWrittenWhereSomethingIs() throws IOException {
    String data = release("base");
    String taken = Files.createDirectory(folder.resolve("taken")).toString();
    Files.writeString(Path.of(taken, "notes"), "mine");

    for (String out : List.of(taken, Path.of(taken, "notes").toString())) {
      assertUsage(out, "synth", "--users=9", "--movies=90", "--out", out);
      assertUsage(out, "sample", "--from", data, "--users=1", "--out", out);
    }
    assertThat(Path.of(taken)).isDirectoryContaining(file -> file.endsWith("notes"));
    assertThat(Path.of(taken).toFile().list()).hasSize(1);
    assertUsage("has files in it", "download", "ml-1m", "--to", withFiles("ml-1m"));
  }

  private String withFiles(String name) throws IOException {
    Path inside = Files.createDirectories(folder.resolve("to").resolve(name));
    Files.writeString(inside.resolve("notes"), "mine");
    return folder.resolve("to").toString();
  }

  @Test
  void noFolderInTheDataAndNoneAroundIt() throws IOException {
    String data = release("base");
    String inside = Path.of(data, "sample").toString();
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of(data));

    assertUsage("lies inside the data", "sample", "--from", data, "--users=1", "--out", inside);
    assertUsage("contains the data", "sample", "--from", data, "--users=1", "--out", "" + folder);
    assertUsage("is the data", "sample", "--from", data, "--users=1", "--out", data);
    assertUsage("is the data", "sample", "--from", data, "--users=1", "--out", "" + link);
    assertUsage(
        "lies inside", "sample", "--from", data, "--users=1", "--out", link.resolve("x") + "");
    assertThat(Path.of(inside)).doesNotExist();
  }

  private static void assertUsage(String words, String... options) {
    String[] arguments =
        Stream.concat(Stream.of("data"), Stream.of(options)).toArray(String[]::new);
    ProgramRun run = ProgramRun.of(arguments);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(words);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void describeTellsTiesAndTestedUsersAndWhatWasUnderstood() {
    ProgramRun run = ProgramRun.of("data", "describe", release("base"));

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).contains("ratings.csv: userId is column 'user'", "left out 'device'");
    assertThat(run.err()).contains("33.3% of all pairs");
    assertThat(run.out())
        .contains("Ties      33.3% of all pairs of a user's successive events")
        .contains("--split per-user tests 3 of 3 users (100.0%)")
        .contains("--split temporal tests 1 of 3 users")
        .contains("--split leave-one-out tests 0 of 3 users");
  }

  /** Two events of each of three users, one pair of them tied. */
  private String release(String name) {
    Path data = folder.resolve(name);
    try {
      Files.createDirectories(data);
      Files.writeString(
          data.resolve("ratings.csv"),
          """
          user,movieId,rating,timestamp,device
          1,1,5,100,x
          1,2,5,200,x
          2,1,5,300,x
          2,2,5,300,x
          3,1,5,300,x
          3,2,5,400,x
          """);
      Files.writeString(data.resolve("movies.csv"), "movieId,title,genres\n1,A,War\n2,B,War\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return data.toString();
  }

  @Test
  void anAtSignBeginsAPathAndNoFileOfArguments() throws IOException {
    Path arguments = Files.writeString(folder.resolve("args"), "describe\n");

    for (String at : List.of("@" + arguments, "@none")) {
      ProgramRun describe = ProgramRun.of("data", "describe", at);
      assertThat(describe.exitCode()).isEqualTo(3);
      assertThat(describe.err()).startsWith("experiment: " + at + ": no such file or folder");
      Path out = folder.resolve("out");
      ProgramRun run = ProgramRun.of("run", "--data", at, "--out", out.toString());
      assertThat(run.exitCode()).isEqualTo(3);
      assertThat(run.err()).startsWith("experiment: " + at + ": no such file or folder");
      assertThat(out).doesNotExist();
    }
  }
}
