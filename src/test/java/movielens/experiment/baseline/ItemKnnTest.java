package movielens.experiment.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import movielens.experiment.data.InteractionLog;
import movielens.experiment.evaluation.Evaluator;
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
    TopK top =
        ItemKnn.fit(fit, 5, 100, 0).rank(Logs.of(new int[] {1, 2}), new int[] {1, 2, 3, 4, 5}, 5);
    // item 3: cos(1,3) = 1/√3, cos(2,3) = 2/√6; items 4 and 5 share nobody with 1 and 2
    assertThat(top.items()[0]).containsExactly(3, 4, 5);
    assertThat(top.scores()[0])
        .containsExactly((float) (1 / Math.sqrt(3)) + (float) (2 / Math.sqrt(6)), 0, 0);
  }

  @Property(tries = 25)
  void agreesWithDenseSimilarities(
      @ForAll @IntRange(min = 1, max = 130) int items,
      @ForAll @IntRange(min = 1, max = 20) int k,
      @ForAll @IntRange(min = 1, max = 110) int neighbours,
      @ForAll @IntRange(min = 0, max = 30) int shrinkage,
      @ForAll long seed) {
    Random random = new Random(seed);
    InteractionLog fit = Logs.random(random, 30, items, 40);
    InteractionLog history = Logs.random(random, 70, items, 8);
    int[] candidates = Logs.candidates(random, items);
    double[][] nearest = nearest(fit, items, neighbours, shrinkage);
    NaiveRanking.assertAgrees(
        ItemKnn.fit(fit, items, neighbours, shrinkage),
        history,
        candidates,
        k,
        (seen, item) -> seen.stream().mapToDouble(other -> nearest[item][other]).sum(),
        1e-5);
  }

  @Property(tries = 20)
  void takesTheSettingsThatAreBestOnTheValidationPart(@ForAll long seed) {
    Random random = new Random(seed);
    InteractionLog fit = Logs.random(random, 50, 60, 25);
    InteractionLog validation = Logs.random(random, 50, 60, 4);
    AtomicInteger told = new AtomicInteger();
    ItemKnn chosen = ItemKnn.fit(fit, validation, 60, told::incrementAndGet);
    double best = ndcg(chosen, fit, validation);
    assertThat(ndcg(ItemKnn.fit(fit, 60, chosen.neighbours(), chosen.shrinkage()), fit, validation))
        .isEqualTo(best);
    for (int k : new int[] {10, 20, 50, 100, 200}) {
      assertThat(ndcg(ItemKnn.fit(fit, 60, k, chosen.shrinkage()), fit, validation))
          .as("not one step along k is better")
          .satisfies(
              other -> {
                if (Math.max(k, chosen.neighbours()) <= 2.5 * Math.min(k, chosen.neighbours())) {
                  assertThat(other).isLessThanOrEqualTo(best);
                }
              });
    }
    assertThat(told.get()).isGreaterThanOrEqualTo(3);
  }

  @Test
  void withoutValidationEventsTheSettingsAreTheUsualOnes() {
    InteractionLog none = Logs.of(new int[] {}, new int[] {0});
    ItemKnn usual =
        ItemKnn.fit(Logs.of(new int[] {1, 2}, new int[] {2}), none, 2, FitListener.NONE);
    assertThat(usual.neighbours()).isEqualTo(ItemKnn.USUAL_NEIGHBOURS);
    assertThat(usual.shrinkage()).isZero();
  }

  private static double ndcg(ItemKnn model, InteractionLog fit, InteractionLog validation) {
    int[] all = IntStream.rangeClosed(1, 60).toArray();
    return Evaluator.meanNdcg(model.rank(fit, all, 10), validation);
  }

  /** Similarity of each item to its k nearest, 0 elsewhere. */
  private static double[][] nearest(InteractionLog fit, int items, int k, int shrinkage) {
    double[][] similarities = new double[items + 1][items + 1];
    for (int item = 1; item <= items; item++) {
      double[] cosines = new double[items + 1];
      List<Integer> others = new ArrayList<>(IntStream.rangeClosed(1, items).boxed().toList());
      others.remove((Integer) item);
      for (int other : others) {
        double both = count(fit, item, other);
        double norms = Math.sqrt(count(fit, item, item) * count(fit, other, other));
        cosines[other] = both == 0 ? 0 : both / (norms + shrinkage);
      }
      others.sort(Comparator.comparing((Integer other) -> -(float) cosines[other]));
      for (int other : others.subList(0, Math.min(k, others.size()))) {
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
