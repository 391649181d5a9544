package movielens.experiment.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import movielens.experiment.data.Catalog;
import movielens.experiment.data.InteractionLog;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EvaluatorTest {
  private static final List<String> GENRES = List.of("Horror", "Comedy", "Drama", "War", "IMAX");

  @Test
  void accuracyOfOneListByHand() {
    // hits at ranks 2, 4 and, too late, 11; a fourth test item is not ranked
    Evaluation evaluation =
        judge(20, new int[][] {{20, 1, 3, 2, 4, 5, 6, 7, 8, 9, 10}}, new int[] {1, 2, 10, 15, 0});
    assertThat(evaluation.value(Metric.RECALL)).isEqualTo(0.5);
    assertThat(evaluation.value(Metric.RECALL_CAPPED)).isEqualTo(0.5);
    assertThat(evaluation.value(Metric.HIT)).isEqualTo(1);
    assertThat(evaluation.value(Metric.MRR)).isEqualTo(0.5);
    // (1/log2(3) + 1/log2(5)) / (1 + 1/log2(3) + 1/log2(4) + 1/log2(5))
    assertThat(evaluation.value(Metric.NDCG))
        .isCloseTo((0.6309297536 + 0.4306765581) / 2.5616063116, within(1e-9));
  }

  @Test
  void moreThanTenTestItemsCapTheIdeal() {
    int[] ten = IntStream.rangeClosed(1, 10).toArray();
    Evaluation evaluation = judge(20, new int[][] {ten}, IntStream.rangeClosed(1, 20).toArray());
    assertThat(evaluation.value(Metric.RECALL)).isEqualTo(0.5);
    assertThat(evaluation.value(Metric.RECALL_CAPPED)).isEqualTo(1);
    assertThat(evaluation.value(Metric.NDCG)).isEqualTo(1);
  }

  @Test
  void anEmptyListScoresNothing() {
    Evaluation evaluation = judge(5, new int[][] {{}}, new int[] {1});
    for (Metric metric : CutOffs.USUAL.metrics()) {
      assertThat(evaluation.value(metric)).as(metric.label()).isZero();
    }
  }

  @Test
  void entropyByHand() {
    Catalog catalog =
        Logs.catalog(4, 1, List.of(List.of("A", "B"), List.of("A"), List.of(), List.of("B")));
    InterestEntropy entropy = new InterestEntropy(catalog);
    // A 1.5, B 0.5
    assertThat(entropy.of(new int[] {1, 2, 3}))
        .isCloseTo(-0.75 * Math.log(0.75) - 0.25 * Math.log(0.25), within(1e-12));
    assertThat(entropy.of(new int[] {2, 4})).isCloseTo(Math.log(2), within(1e-12));
    assertThat(entropy.of(new int[] {2})).isZero();
    assertThat(entropy.of(new int[] {3})).isZero();
  }

  @Test
  void percentilesByHand() {
    assertThat(Panel.percentiles(new int[] {99, 5, 0, 5, 7}))
        .containsExactly(0, 0.5, 0.125, 0.5, 0.875);
  }

  @Test
  void ninetyPercentIsReachedExactly() {
    // ten slots: item 1 has 9 of them only if nine users agree
    int[][] lists = new int[10][];
    Arrays.fill(lists, 0, 9, new int[] {1});
    lists[9] = new int[] {2};
    assertThat(Coverage.of(topK(lists), 4).p90Items()).isEqualTo(1);
    lists[8] = new int[] {3};
    Coverage coverage = Coverage.of(topK(lists), 4);
    assertThat(coverage.p90Items()).isEqualTo(2);
    assertThat(coverage.p90()).isEqualTo(0.5);
    assertThat(coverage.distinctItems()).isEqualTo(3);
    assertThat(coverage.curve(5).catalogShares()).containsExactly(0, 0.25, 0.5, 0.75, 1);
    assertThat(coverage.curve(5).slotShares()).containsExactly(0, 0.8, 0.9, 1, 1);
    assertThat(Coverage.ofCounts(new int[] {1, 8, 0, 1}).curve(5).slotShares())
        .containsExactly(coverage.curve(5).slotShares());
  }

  @Test
  void aCurveHasBothEndsAndEveryItemMayBeRecommended() {
    Coverage all = Coverage.of(topK(new int[][] {{3, 1}, {2, 1}}), 3);
    assertThat(all.distinctItems()).isEqualTo(3);
    assertThat(all.curve(2).catalogShares()).containsExactly(0, 1);
    assertThat(all.curve(2).slotShares()).containsExactly(0, 1);
    assertThatThrownBy(() -> all.curve(1)).isInstanceOf(IllegalArgumentException.class);
    assertThat(Coverage.ofCounts(new int[2]).curve(3).slotShares()).containsExactly(0, 0, 0);
  }

  @Test
  void aListOutsideTheCatalogueOrWithAnItemTwiceIsNeverJudged() {
    assertThat(judge(5, new int[][] {{1, 5}}, new int[] {5}).value(Metric.MRR)).isEqualTo(0.5);
    for (int[] list : new int[][] {{0}, {6}, {2, 3, 2}}) {
      assertThatThrownBy(() -> judge(5, new int[][] {{2}, list}, new int[] {1}, new int[] {1}))
          .isInstanceOf(AssertionError.class);
    }
  }

  @Test
  void usersWithoutATestItemInTheViewAreDropped() {
    Catalog whole = Logs.catalog(6, 1, List.of());
    Catalog even = Logs.catalog(3, 2, List.of());
    InteractionLog test = Logs.of(new int[] {1, 4}, new int[] {1, 3}, new int[] {6, 5, 0});
    Panel panel = Panel.of(View.LIKE_FOR_LIKE, even, test, whole, Logs.of(new int[] {4}), whole);
    assertThat(panel.userIds()).containsExactly(10, 30);
    assertThat(panel.test().itemsOf(0)).containsExactly(0, 2);
    assertThat(panel.test().itemsOf(1)).containsExactly(3, 0, 0);
    assertThat(panel.popularityPercentiles()).containsExactly(0, 2 / 6.0, 5 / 6.0, 2 / 6.0);
    assertThat(panel.historyOf(test).itemsOf(1)).containsExactly(6, 5, 0);
    assertThatThrownBy(() -> panel.historyOf(Logs.of(new int[] {1})))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("30");
  }

  @Test
  void aPanelWithoutUsersIsAnError() {
    Catalog catalog = Logs.catalog(2, 1, List.of());
    InteractionLog nothing = Logs.of(new int[] {0}, new int[] {});
    assertThatThrownBy(
            () -> Panel.of(View.AS_PUBLISHED, catalog, nothing, catalog, nothing, catalog))
        .hasMessageContaining("as-published");
  }

  @Test
  void theRecommenderRanksTheViewsItemsInItsOwnIndexSpace() {
    Catalog own = Logs.catalog(6, 1, List.of());
    Catalog even = Logs.catalog(3, 2, List.of());
    InteractionLog history = Logs.of(new int[] {2, 1}, new int[] {6});
    Panel panel =
        Panel.of(
            View.LIKE_FOR_LIKE, even, Logs.of(new int[] {}, new int[] {1}), even, history, own);
    Recommender lastFirst =
        (seen, candidates, k) -> {
          assertThat(seen.users()).isEqualTo(1);
          assertThat(seen.itemsOf(0)).containsExactly(6);
          assertThat(candidates).containsExactly(2, 4, 6);
          assertThat(k).isEqualTo(50);
          return new TopK(new int[][] {{2, 1}}, new float[][] {{4, 2}});
        };
    Evaluation evaluation = Evaluator.evaluate(lastFirst, own, history, panel);
    assertThat(evaluation.value(Metric.MRR)).isEqualTo(0.5);
    assertThat(evaluation.top().items()[0]).containsExactly(2, 1);
  }

  @Property(tries = 300)
  void everyMetricAgreesWithItsNaiveTwin(
      @ForAll @IntRange(min = 1, max = 90) int items,
      @ForAll @IntRange(min = 1, max = 12) int users,
      @ForAll long seed) {
    Random random = new Random(seed);
    Catalog catalog = Logs.catalog(items, 3, randomGenres(random, items));
    InteractionLog training = Logs.random(random, 20, items, 15);
    int[][] truth = new int[users][];
    int[][] lists = new int[users][];
    for (int row = 0; row < users; row++) {
      truth[row] = shuffled(random, items, 1 + random.nextInt(Math.min(items, 20)));
      lists[row] = shuffled(random, items, random.nextInt(Math.min(items, 60) + 1));
    }
    InteractionLog test = Logs.of(truth);
    CutOffs cutOffs = new CutOffs(random.ints(3, 1, 51).boxed().distinct().toList());
    Panel panel =
        Panel.of(View.AS_PUBLISHED, catalog, test, catalog, training, catalog).at(cutOffs);
    Evaluation evaluation = Evaluator.judge(topK(lists), panel);

    int[] events = new int[items + 1];
    for (int row = 0; row < training.users(); row++) {
      Arrays.stream(training.itemsOf(row)).forEach(item -> events[item]++);
    }
    List<List<Integer>> boxed = Arrays.stream(lists).map(EvaluatorTest::list).toList();
    for (Metric metric : cutOffs.metrics()) {
      double sum = 0;
      for (int row = 0; row < users && metric.perUser(); row++) {
        Set<Integer> relevant = new HashSet<>(list(truth[row]));
        double naive = NaiveMetrics.of(metric, boxed.get(row), relevant, catalog, events);
        assertThat(evaluation.perUser(metric)[row])
            .as(metric.label())
            .isCloseTo(naive, within(1e-12));
        sum += naive;
      }
      double expected = metric.perUser() ? sum / users : NaiveMetrics.p90(boxed, items);
      assertThat(evaluation.value(metric)).as(metric.label()).isCloseTo(expected, within(1e-12));
    }
    assertThat(Evaluator.meanNdcg(evaluation.top(), test))
        .isCloseTo(evaluation.value(Metric.NDCG), within(1e-12));
  }

  private static Evaluation judge(int items, int[][] lists, int[]... truth) {
    Catalog catalog = Logs.catalog(items, 1, List.of());
    InteractionLog test = Logs.of(truth);
    return Evaluator.judge(
        topK(lists), Panel.of(View.AS_PUBLISHED, catalog, test, catalog, test, catalog));
  }

  private static TopK topK(int[][] lists) {
    return new TopK(lists, new float[lists.length][]);
  }

  private static List<List<String>> randomGenres(Random random, int items) {
    List<List<String>> genres = new ArrayList<>();
    for (int i = 0; i < items; i++) {
      List<String> some = new ArrayList<>(GENRES);
      Collections.shuffle(some, random);
      genres.add(List.copyOf(some.subList(0, random.nextInt(4))));
    }
    return genres;
  }

  private static int[] shuffled(Random random, int items, int count) {
    List<Integer> all = new ArrayList<>(IntStream.rangeClosed(1, items).boxed().toList());
    Collections.shuffle(all, random);
    return all.stream().limit(count).mapToInt(Integer::intValue).toArray();
  }

  private static List<Integer> list(int[] values) {
    return Arrays.stream(values).boxed().toList();
  }
}
