package movielens.experiment.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;

class EditDistanceTest {
  @Property(tries = 500)
  void agreesWithItsDefinition(
      @ForAll @Chars({'a', 'b', 'C'}) @StringLength(max = 5) String first,
      @ForAll @Chars({'a', 'B', 'c'}) @StringLength(max = 5) String second) {
    int expected = naive(first.toLowerCase(Locale.ROOT), second.toLowerCase(Locale.ROOT));
    assertThat(EditDistance.between(first, second)).isEqualTo(expected);
    assertThat(EditDistance.between(second, first)).isEqualTo(expected);
  }

  private static int naive(String first, String second) {
    if (first.isEmpty() || second.isEmpty()) {
      return first.length() + second.length();
    }
    String a = first.substring(1);
    String b = second.substring(1);
    int changed = naive(a, b) + (first.charAt(0) == second.charAt(0) ? 0 : 1);
    return Math.min(changed, 1 + Math.min(naive(a, second), naive(first, b)));
  }
}
