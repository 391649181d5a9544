package movielens.experiment.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import movielens.experiment.data.InteractionLog;
import movielens.experiment.evaluation.Logs;
import movielens.experiment.evaluation.TopK;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ItemKnnTest {
  @Test
  void sumsTheCosinesOfWhatWasSeen() {
    InteractionLog fit = Logs.of(new int[] {1, 2, 3}, new int[] {0, 2, 3}, new int[] {3, 4});
    TopK top = ItemKnn.fit(fit, 5).rank(Logs.of(new int[] {1, 2}), new int[] {1, 2, 3, 4, 5}, 5);
    // item 3: cos(1,3) = 1/√3, cos(2,3) = 2/√6; items 4 and 5 share nobody with 1 and 2
    assertThat(top.items()[0]).containsExactly(3, 4, 5);
    assertThat(top.scores()[0])
        .containsExactly((float) (1 / Math.sqrt(3)) + (float) (2 / Math.sqrt(6)), 0, 0);
  }

  @Property(tries = 25)
  void agreesWithDenseSimilarities(
      @ForAll @IntRange(min = 1, max = 130) int items,
      @ForAll @IntRange(min = 1, max = 20) int k,
      @ForAll long seed) {
    Random random = new Random(seed);
    InteractionLog fit = Logs.random(random, 30, items, 40);
    InteractionLog history = Logs.random(random, 70, items, 8);
    int[] candidates = Logs.candidates(random, items);
    double[][] nearest = nearest(fit, items);
    NaiveRanking.assertAgrees(
        ItemKnn.fit(fit, items),
        history,
        candidates,
        k,
        (seen, item) -> seen.stream().mapToDouble(other -> nearest[item][other]).sum(),
        1e-5);
  }

  /** Similarity of each item to its 100 nearest, 0 elsewhere. */
  private static double[][] nearest(InteractionLog fit, int items) {
    double[][] similarities = new double[items + 1][items + 1];
    for (int item = 1; item <= items; item++) {
      double[] cosines = new double[items + 1];
      List<Integer> others = new ArrayList<>(IntStream.rangeClosed(1, items).boxed().toList());
      others.remove((Integer) item);
      for (int other : others) {
        double both = count(fit, item, other);
        cosines[other] =
            both == 0 ? 0 : both / Math.sqrt(count(fit, item, item) * count(fit, other, other));
      }
      others.sort(Comparator.comparing((Integer other) -> -(float) cosines[other]));
      for (int other : others.subList(0, Math.min(100, others.size()))) {
        similarities[item][other] = cosines[other];
      }
    }
    return similarities;
  }

  private static double count(InteractionLog fit, int item, int other) {
    double users = 0;
    for (int row = 0; row < fit.users(); row++) {
      List<Integer> seen = Arrays.stream(fit.itemsOf(row)).boxed().toList();
      users += seen.contains(item) && seen.contains(other) ? 1 : 0;
    }
    return users;
  }
}
