package movielens.experiment.sweep;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import movielens.experiment.pipeline.InvalidConfigException;

/**
 * Options of {@code sbatch} that a person gives.
 *
 * @param words one for each option and for each value that stands apart
 */
public record SlurmOptions(List<String> words) {
  private static final Set<String> OWN =
      Set.of(
          "--array",
          "-a",
          "--dependency",
          "-d",
          "--output",
          "-o",
          "--chdir",
          "-D",
          "--parsable",
          "--wrap",
          "--open-mode");
  private static final Pattern CPUS =
      Pattern.compile("(?<!\\S)(?:--cpus-per-task[= ]|-c ?)(\\d{1,4})(?!\\S)");

  /**
   * Copies the list.
   *
   * @throws InvalidConfigException when one of them is the sweep's own business
   */
  public SlurmOptions {
    words = List.copyOf(words);
    for (String word : words) {
      String name = word.replaceFirst("=.*", "");
      if (OWN.contains(name)) {
        throw new InvalidConfigException(
            "--slurm: " + name + " is set by the sweep itself; leave it out");
      }
    }
  }

  /** The options in a text, as a shell would take it apart. */
  public static SlurmOptions of(String text) {
    return new SlurmOptions(ShellWords.of(text));
  }

  /** The processors that a task is given, where these options say so. */
  public OptionalInt cpusPerTask() {
    Matcher said = CPUS.matcher(String.join(" ", words));
    return said.find() ? OptionalInt.of(Integer.parseInt(said.group(1))) : OptionalInt.empty();
  }
}
