package movielens.experiment.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class CompletionCommandTest {
  @TempDir private Path folder;
  private Path script;

  @BeforeEach
  void writeScript() throws IOException {
    CommandLineRun run = CommandLineRun.of("completion", "bash");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).isEmpty();
    script = Files.writeString(folder.resolve("experiment.bash"), run.out());
  }

  private record Shell(int exitCode, String output) {}

  private static Shell bash(String... arguments) throws IOException, InterruptedException {
    Process process;
    try {
      process =
          new ProcessBuilder(Stream.concat(Stream.of("bash"), Stream.of(arguments)).toList())
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      assumeTrue(false, "there is no bash here: " + e.getMessage());
      throw e;
    }
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Shell(process.waitFor(), output);
  }

  /** What bash would offer for the last of the words. */
  private List<String> offered(String... words) throws IOException, InterruptedException {
    String probe =
        "source '%s'; COMP_WORDS=(%s); COMP_CWORD=%d; _complete_experiment 2>/dev/null;"
                .formatted(script, quoted(words), words.length - 1)
            + " printf '%s\\n' \"${COMPREPLY[@]}\"";
    Shell shell = bash("--norc", "--noprofile", "-c", probe);
    assertThat(shell.exitCode()).as(shell.output()).isZero();
    return shell.output().lines().map(String::strip).toList();
  }

  private static String quoted(String... words) {
    return Stream.of(words).map(word -> "'" + word + "'").reduce("", (a, b) -> a + " " + b);
  }

  @Test
  void bashAcceptsTheScript() throws IOException, InterruptedException {
    Shell shell = bash("-n", script.toString());

    assertThat(shell.output()).isEmpty();
    assertThat(shell.exitCode()).isZero();
  }

  @Test
  void offersCommandsOptionsAndValues() throws IOException, InterruptedException {
    assertThat(offered("experiment", ""))
        .contains("run", "compare", "data", "config", "completion");
    assertThat(offered("experiment", "data", "s"))
        .containsExactlyInAnyOrder("sample", "split", "synth");
    assertThat(offered("experiment", "run", "--min-"))
        .containsExactlyInAnyOrder(
            "--min-rating", "--min-genre-share", "--min-genre-events", "--min-steps");
    assertThat(offered("experiment", "run", "--split", ""))
        .containsExactlyInAnyOrder("per-user", "temporal", "leave-one-out");
    assertThat(offered("experiment", "data", "sample", "--u")).containsExactly("--users");
  }

  @Test
  void knowsEveryCommandAndOption() throws IOException {
    CommandLine whole = new Program((c, p, o, s) -> {}, System.out, System.err).wholeCommandLine();

    assertKnows(whole, Files.readString(script));
  }

  private static void assertKnows(CommandLine line, String text) {
    assertThat(text).contains(line.getCommandName());
    for (OptionSpec option : line.getCommandSpec().options()) {
      assertThat(text).contains("'" + option.longestName() + "'");
    }
    line.getSubcommands().values().forEach(command -> assertKnows(command, text));
  }

  @Test
  void zshGetsTheSameAndOthersAnError() throws IOException {
    assertThat(CommandLineRun.of("completion", "zsh").out()).isEqualTo(Files.readString(script));
    assertThat(Files.readString(script)).contains("bashcompinit");

    CommandLineRun fish = CommandLineRun.of("completion", "fish");
    assertThat(fish.exitCode()).isEqualTo(2);
    assertThat(fish.err()).contains("'fish' is not one of bash, zsh");
    assertThat(fish.err().lines()).hasSize(1);
  }
}
