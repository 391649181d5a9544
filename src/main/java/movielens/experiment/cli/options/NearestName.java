package movielens.experiment.cli.options;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** What someone who mistyped a name probably meant. */
public final class NearestName {
  private NearestName() {}

  /** The known name within a few typing errors of the given one. */
  static Optional<String> of(String typed, Collection<String> known) {
    int bearable = Math.max(2, typed.length() / 3);
    return known.stream()
        .filter(name -> distance(typed, name) <= bearable)
        .min(
            Comparator.<String>comparingInt(name -> distance(typed, name))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** {@code ; did you mean 'x'}, or nothing. */
  public static String hint(String typed, Collection<String> known) {
    return of(typed, known).map(name -> "; did you mean '" + name + "'").orElse("");
  }

  /** Insertions, deletions and replacements that turn one word into the other. */
  static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
