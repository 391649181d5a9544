package movielens.experiment.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ShellWordsTest {
  private static final Path BASH = Path.of("/bin/bash");

  /** Every word of printable ASCII, blanks and line ends reaches a program as it was. */
  @Property(tries = 40)
  void aShellReadsBackWhatWasQuoted(
      @ForAll @Size(min = 1, max = 20)
          List<@CharRange(from = ' ', to = '~') @CharRange(from = '\n', to = '\n') String> words)
      throws IOException {
    assumeThat(Files.isExecutable(BASH)).isTrue();
    assertThat(throughBash(ShellWords.quoted(words))).isEqualTo(words);
  }

  @Test
  void nothingIsExpandedOrRun() throws IOException {
    assumeThat(Files.isExecutable(BASH)).isTrue();
    List<String> words =
        List.of(
            "$(touch x)", "`id`", "it's", "a\"b", "*", "~", "", "-n", "a\nb", "$HOME;&|<>#", "ü");
    assertThat(throughBash(ShellWords.quoted(words))).isEqualTo(words);
  }

  private static List<String> throughBash(String quoted) throws IOException {
    Process bash = new ProcessBuilder(BASH.toString(), "-s").start();
    try (OutputStream script = bash.getOutputStream()) {
      script.write(("printf '%s\\0' " + quoted + "\n").getBytes(StandardCharsets.UTF_8));
    }
    String out = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String[] words = out.split("\0", -1);
    return Arrays.asList(words).subList(0, words.length - 1);
  }

  @Test
  void optionsAreTakenApartAsAShellDoes() {
    assertThat(ShellWords.of(" --gres=gpu:1  --comment='two words' -c 4 --x=\"a b\"c "))
        .containsExactly("--gres=gpu:1", "--comment=two words", "-c", "4", "--x=a bc");
    assertThat(ShellWords.of("")).isEmpty();
    assertThat(ShellWords.of("$(rm)")).containsExactly("$(rm)");
  }

  @Test
  void processorsOfATaskAreFoundAmongTheOptions() {
    assertThat(SlurmOptions.of("--gres=gpu:1 --cpus-per-task=4").cpusPerTask()).hasValue(4);
    assertThat(SlurmOptions.of("-c 3 --time=1:00").cpusPerTask()).hasValue(3);
    assertThat(SlurmOptions.of("--cpus-per-task 5").cpusPerTask()).hasValue(5);
    assertThat(SlurmOptions.of("-c2").cpusPerTask()).hasValue(2);
    assertThat(SlurmOptions.of("--time=1:00 --mem-c=3").cpusPerTask()).isEmpty();
  }

  @Test
  void indicesAreRanges() {
    List<Task> tasks =
        List.of(0, 1, 2, 3, 5, 7, 8).stream()
            .map(number -> new Task(number, "", 0, 0, 0, List.of(), 0))
            .toList();
    assertThat(SlurmEngine.indices(tasks)).isEqualTo("0-3,5,7-8");
  }
}
