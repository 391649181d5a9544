package movielens.experiment.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import movielens.experiment.data.Catalog;
import movielens.experiment.data.InteractionLog;
import org.junit.jupiter.api.Test;

class PairedComparisonTest {
  private static final int USERS = 40;
  private static final int ITEMS = 30;

  private final Catalog catalog = Logs.catalog(ITEMS, 1, List.of(List.of("Horror")));
  private final Panel panel = panel(View.LIKE_FOR_LIKE, USERS);

  @Test
  void holmByHand() {
    assertThat(HolmCorrection.adjust(new double[] {0.01, Double.NaN, 0.04, 0.03, 0.005}))
        .containsExactly(new double[] {0.03, Double.NaN, 0.06, 0.06, 0.02}, within(1e-12));
    assertThat(HolmCorrection.adjust(new double[] {0.7, 0.6})).containsExactly(1, 1);
    assertThat(HolmCorrection.adjust(new double[] {})).isEmpty();
  }

  @Test
  void seedsByHand() {
    SeedSummary summary = SeedSummary.of(1, 2, 6);
    assertThat(summary.mean()).isEqualTo(3);
    assertThat(summary.sd()).isCloseTo(Math.sqrt(7), within(1e-12));
    assertThat(SeedSummary.of(4).sd()).isNaN();
    assertThatThrownBy(SeedSummary::of).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void namesAreThoseOfTheFiles() {
    assertThat(Arrays.stream(View.values()).map(View::label))
        .containsExactly("like-for-like", "later", "generic-reach", "as-published");
    assertThat(View.AS_PUBLISHED.comparable(true)).isFalse();
    assertThat(View.AS_PUBLISHED.comparable(false)).isTrue();
    assertThat(View.GENERIC_REACH.comparable(true)).isTrue();
    assertThat(View.LATER.comparable(true)).isTrue();
    assertThat(Metric.RECALL_CAPPED.label()).isEqualTo("recall_capped@10");
    for (Metric metric : CutOffs.USUAL.metrics()) {
      assertThat(Metric.of(metric.label())).contains(metric);
      assertThat(metric.label()).endsWith("@" + metric.depth());
    }
    assertThat(CutOffs.USUAL.metrics().stream().filter(metric -> !metric.higherIsBetter()))
        .containsExactly(Metric.INTEREST_ENTROPY, Metric.P90_COVERAGE, Metric.POPULARITY);
  }

  @Test
  void usersAreAveragedOverSeedsBeforeTheyAreCompared() {
    List<Evaluation> a = List.of(random(1), random(2), random(3));
    List<Evaluation> b = List.of(random(4));
    List<PairedDifference> comparisons = new PairedComparison(500, 9, 0.01).compare("A", a, "B", b);
    assertThat(comparisons)
        .extracting(PairedDifference::metric)
        .containsExactlyElementsOf(CutOffs.USUAL.metrics());
    for (PairedDifference comparison : comparisons) {
      Metric metric = comparison.metric();
      double mean = a.stream().mapToDouble(each -> each.value(metric)).average().orElseThrow();
      assertThat(comparison.difference())
          .isCloseTo(mean - b.get(0).value(metric), within(1e-12))
          .isBetween(comparison.low(), comparison.high());
      assertThat(comparison.users()).isEqualTo(USERS);
    }
    double[] differences = PairedComparison.differencePerUser(a, b, Metric.NDCG);
    double first =
        (a.get(0).perUser(Metric.NDCG)[5]
                + a.get(1).perUser(Metric.NDCG)[5]
                + a.get(2).perUser(Metric.NDCG)[5])
            / 3;
    assertThat(differences[5]).isCloseTo(first - b.get(0).perUser(Metric.NDCG)[5], within(1e-12));
    PairedDifference ndcg = of(Metric.NDCG, comparisons);
    assertThat(ndcg.p()).isEqualTo(WilcoxonSignedRank.twoSidedP(differences));
    assertThat(ndcg.pHolm()).isGreaterThanOrEqualTo(ndcg.p());
    Certainty certainty = ndcg.certainty();
    assertThat(certainty.pSignFlip()).isEqualTo(SignFlips.twoSidedP(differences, 500, 9));
    assertThat(certainty.effect()).isEqualTo(EffectSize.of(differences));
    assertThat(ndcg.difference())
        .isBetween(certainty.interval().low(), certainty.interval().high());
    assertThat(of(Metric.INTEREST_ENTROPY, comparisons).certainty().pEquivalence()).isNaN();
    assertThat(ndcg.a() + ndcg.b()).isEqualTo("AB");
    assertThat(ndcg.view()).isEqualTo(View.LIKE_FOR_LIKE);
  }

  @Test
  void coverageHasAnIntervalAndNoTest() {
    List<PairedDifference> comparisons =
        new PairedComparison(100, 9, 0.01)
            .compare("A", List.of(random(1)), "B", List.of(random(2)));
    PairedDifference coverage = of(Metric.P90_COVERAGE, comparisons);
    assertThat(coverage.p()).isNaN();
    assertThat(coverage.pHolm()).isNaN();
    assertThat(coverage.low()).isLessThan(coverage.high());
    assertThat(coverage.certainty().interval().low()).isCloseTo(coverage.low(), within(1e-12));
    assertThat(coverage.certainty().interval().high()).isCloseTo(coverage.high(), within(1e-12));
    assertThat(coverage.certainty().pSignFlip()).isNaN();
    assertThat(coverage.certainty().pEquivalence()).isNaN();
    assertThat(coverage.certainty().effect()).isEqualTo(EffectSize.UNKNOWN);
  }

  @Test
  void aModelDoesNotDifferFromItself() {
    List<Evaluation> same = List.of(random(1));
    for (PairedDifference each : new PairedComparison(100, 9, 0.01).compare("A", same, "A", same)) {
      assertThat(each.difference()).isZero();
      assertThat(each.low()).isZero();
      assertThat(each.high()).isZero();
      assertThat(each.metric().perUser() ? each.p() : 1).isOne();
      assertThat(each.certainty().interval()).isEqualTo(new Interval(0, 0));
      assertThat(each.metric().perUser() ? each.certainty().pSignFlip() : 1).isOne();
      if (each.metric().higherIsBetter()) {
        assertThat(each.certainty().pEquivalence()).isEqualTo(1 / 101.0);
      }
    }
  }

  @Test
  void onlyTheSamePeopleInTheSameViewAreCompared() {
    List<Evaluation> here = List.of(random(1));
    PairedComparison comparison = new PairedComparison(100, 9, 0.01);
    for (Panel other : List.of(panel(View.GENERIC_REACH, USERS), panel(View.LIKE_FOR_LIKE, 39))) {
      List<Evaluation> there = List.of(Evaluator.judge(lists(1, other.users()), other));
      assertThatThrownBy(() -> comparison.compare("A", here, "B", there))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(
              () -> comparison.compare("A", List.of(here.get(0), there.get(0)), "B", here))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> PairedComparison.differencePerUser(here, there, Metric.NDCG))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void seedsThatDisagreeWidenTheIntervalAndSeedsThatAgreeDoNot() {
    List<Evaluation> baseline = List.of(random(4));
    List<Evaluation> agreeing = List.of(random(1), random(1), random(1));
    List<Evaluation> disagreeing = List.of(random(4), hitting(), hitting());
    assertThat(widening("agreeing", agreeing, baseline)).isCloseTo(1, within(1e-9));
    assertThat(widening("disagreeing", disagreeing, baseline)).isGreaterThan(2);
  }

  private static double widening(String label, List<Evaluation> a, List<Evaluation> b) {
    PairedDifference recall =
        of(Metric.RECALL, new PairedComparison(500, 9, 0.01).compare(label, a, "B", b));
    Interval joint = recall.certainty().interval();
    return (joint.high() - joint.low()) / (recall.high() - recall.low());
  }

  /** Every list begins with the truth. */
  private Evaluation hitting() {
    int[][] lists = new int[USERS][];
    Arrays.setAll(lists, row -> panel.test().itemsOf(row));
    return Evaluator.judge(new TopK(lists, new float[USERS][12]), panel);
  }

  @Test
  void seedsThatCannotBePairedAreRefused() {
    List<Evaluation> two = List.of(random(1), random(2));
    List<Evaluation> three = List.of(random(1), random(2), random(3));
    assertThatThrownBy(() -> new PairedComparison(10, 9, 0.01).compare("A", two, "B", three))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("models of 2 and of 3 seeds cannot be paired by seed");
  }

  @Test
  void theIntervalOfAModelIsThatOfItsDifferenceFromAModelWithoutAHit() {
    List<Evaluation> model = List.of(random(1), random(2), random(3));
    int[][] empty = new int[USERS][0];
    List<Evaluation> nothing =
        List.of(Evaluator.judge(new TopK(empty, new float[USERS][0]), panel));
    Map<Metric, Interval> intervals = new MeanIntervals(300, 9).of(model);
    assertThat(intervals).containsOnlyKeys(CutOffs.USUAL.metrics());
    for (PairedDifference each :
        new PairedComparison(300, 9, 0.01).compare("A", model, "0", nothing)) {
      Interval interval = intervals.get(each.metric());
      Interval expected = each.certainty().interval().within(each.metric().range());
      assertThat(interval.low()).isCloseTo(expected.low(), within(1e-12));
      assertThat(interval.high()).isCloseTo(expected.high(), within(1e-12));
    }
  }

  /** Two seeds that disagree as much as they can: Student's t knows no bounds. */
  @Test
  void intervalsHoldOnlyWhatCanBe() {
    int[][] perfect = new int[USERS][];
    Arrays.setAll(perfect, row -> Arrays.stream(panel.test().itemsOf(row)).sorted().toArray());
    Evaluation all = Evaluator.judge(new TopK(perfect, new float[USERS][10]), panel);
    Evaluation none = Evaluator.judge(new TopK(new int[USERS][0], new float[USERS][0]), panel);
    List<Evaluation> a = List.of(all, none);

    new MeanIntervals(300, 9)
        .of(a)
        .forEach(
            (metric, interval) -> {
              assertThat(interval.low()).as(metric.label()).isNotNegative();
              assertThat(interval.high() <= 1 || metric.equals(Metric.INTEREST_ENTROPY)).isTrue();
            });
    Interval difference =
        of(Metric.HIT, new PairedComparison(300, 9, 0.01).compare("A", a, "0", List.of(none)))
            .certainty()
            .interval();
    assertThat(difference).isEqualTo(new Interval(-1, 1));
  }

  @Test
  void oneResampleIsTheFewest() {
    List<Evaluation> same = List.of(random(1));
    assertThat(new PairedComparison(1, 1, 0.01).compare("A", same, "B", same)).isNotEmpty();
    assertThatThrownBy(() -> new PairedComparison(0, 1, 0.01))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new PairedComparison(1, 1, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static PairedDifference of(Metric metric, List<PairedDifference> comparisons) {
    return comparisons.stream()
        .filter(each -> each.metric().equals(metric))
        .findFirst()
        .orElseThrow();
  }

  private Panel panel(View view, int users) {
    Random random = new Random(8);
    int[][] truth = new int[users][];
    Arrays.setAll(truth, row -> random.ints(4, 1, ITEMS + 1).distinct().toArray());
    InteractionLog test = Logs.of(truth);
    return Panel.of(view, catalog, test, catalog, test, catalog);
  }

  private Evaluation random(long seed) {
    return Evaluator.judge(lists(seed, USERS), panel);
  }

  private static TopK lists(long seed, int users) {
    Random random = new Random(seed);
    int[][] lists = new int[users][];
    Arrays.setAll(lists, row -> random.ints(1, ITEMS + 1).distinct().limit(12).toArray());
    return new TopK(lists, new float[users][12]);
  }
}
