package movielens.experiment.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TopKSelectorTest {
  private record Scored(int item, float score) {}

  @Property(tries = 500)
  void agreesWithAFullSort(
      @ForAll @IntRange(min = 1, max = 60) int k,
      @ForAll @IntRange(min = 0, max = 200) int offers,
      @ForAll @IntRange(min = 1, max = 30) int levels,
      @ForAll long seed) {
    Random random = new Random(seed);
    List<Scored> all = new ArrayList<>();
    for (int item = 1; item <= offers; item++) {
      all.add(new Scored(item, random.nextInt(levels) / 7f - 1));
    }
    Collections.shuffle(all, random);
    TopKSelector selector = new TopKSelector(k);
    all.forEach(scored -> selector.offer(scored.item(), scored.score()));

    List<Scored> expected =
        all.stream()
            .sorted(Comparator.comparing(Scored::score).reversed().thenComparing(Scored::item))
            .limit(k)
            .toList();
    assertThat(drained(selector)).isEqualTo(expected);
    assertThat(selector.size()).isZero();
  }

  @Test
  void canBeUsedAgainAfterADrain() {
    TopKSelector selector = new TopKSelector(2);
    selector.offer(1, 5);
    selector.offer(2, 6);
    drained(selector);
    selector.offer(3, Float.NEGATIVE_INFINITY);
    assertThat(drained(selector)).containsExactly(new Scored(3, Float.NEGATIVE_INFINITY));
  }

  @Test
  void refusesAScoreThatIsNotANumber() {
    assertThatThrownBy(() -> new TopKSelector(3).offer(7, Float.NaN))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("item index 7");
  }

  @Test
  void refusesToKeepNothing() {
    assertThatThrownBy(() -> new TopKSelector(0)).isInstanceOf(IllegalArgumentException.class);
  }

  private static List<Scored> drained(TopKSelector selector) {
    int[] items = new int[selector.size()];
    float[] scores = new float[selector.size()];
    selector.drain(items, scores);
    List<Scored> result = new ArrayList<>();
    for (int i = 0; i < items.length; i++) {
      result.add(new Scored(items[i], scores[i]));
    }
    return result;
  }
}
