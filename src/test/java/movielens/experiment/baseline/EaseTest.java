package movielens.experiment.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import movielens.experiment.baseline.Ease.Trial;
import movielens.experiment.data.InteractionLog;
import movielens.experiment.evaluation.Evaluator;
import movielens.experiment.evaluation.Logs;
import movielens.experiment.evaluation.TopK;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class EaseTest {
  private static final int ITEMS = 25;

  @Test
  void twoItemsByHand() {
    // XᵀX + I = [[3, 1], [1, 2]]; its inverse is [[2, −1], [−1, 3]] / 5
    InteractionLog fit = Logs.of(new int[] {1, 2}, new int[] {0, 1});
    ItemSideSolver.Weights weights = new ItemSideSolver(SeenMatrix.of(fit, 2)).solve(1);
    assertThat(weights.weight(1, 2)).isCloseTo(1 / 3f, within(1e-7f));
    assertThat(weights.weight(2, 1)).isCloseTo(1 / 2f, within(1e-7f));
    assertThat(weights.weight(1, 1)).isZero();
  }

  @Property(tries = 12)
  void bothSidesAgreeWithTheConstrainedLeastSquaresOfEachItem(
      @ForAll @DoubleRange(min = 1, max = 50) double lambda,
      @ForAll @DoubleRange(min = 0.3, max = 1) double decay,
      @ForAll long seed) {
    Random random = new Random(seed);
    InteractionLog fit = Logs.random(random, 10 + random.nextInt(40), ITEMS, 12);
    RealMatrix x = dense(fit);
    double[][] expected = new double[ITEMS + 1][];
    for (int item = 1; item <= ITEMS; item++) {
      expected[item] = ridge(x, item - 1, lambda);
    }
    SeenMatrix seenMatrix = SeenMatrix.of(fit, ITEMS);
    InteractionLog history = Logs.random(random, 70, ITEMS, 6);
    int[] candidates = Logs.candidates(random, ITEMS);
    for (EaseSolver solver :
        List.of(new ItemSideSolver(seenMatrix), new UserSideSolver(seenMatrix))) {
      EaseWeights weights = solver.solve(lambda);
      NaiveRanking.assertAgrees(
          new Ease(ITEMS, weights, lambda, new Recency(decay), List.of()),
          history,
          candidates,
          10,
          (seen, item) -> {
            double score = 0;
            for (int i = 0; i < seen.size(); i++) {
              int other = seen.get(i);
              score +=
                  other == 0 ? 0 : Math.pow(decay, seen.size() - 1 - i) * expected[item][other - 1];
            }
            return score;
          },
          1e-5);
    }
  }

  @Test
  void whereThereAreFewerUsersThanItemsTheSystemIsThatOfTheUsers() {
    InteractionLog fit = Logs.random(new Random(4), 24, 24, 12);
    assertThat(EaseSolver.of(SeenMatrix.of(fit, 25))).isInstanceOf(UserSideSolver.class);
    assertThat(EaseSolver.of(SeenMatrix.of(fit, 24))).isInstanceOf(ItemSideSolver.class);
  }

  @Test
  void itemsOfTheSameUsersTieExactlyAndStandInTheirOrder() {
    int[][] rows = new int[12][];
    Arrays.setAll(rows, row -> row < 4 ? new int[] {9, 1, 5, 13} : new int[] {14 + row, 1});
    Ease ease = Ease.fit(Logs.of(rows), ITEMS, 20, 1);
    TopK top = ease.rank(Logs.of(new int[] {1}), IntStream.rangeClosed(1, ITEMS).toArray(), 3);
    assertThat(top.items()[0]).containsExactly(5, 9, 13);
    assertThat(top.scores()[0]).containsOnly(top.scores()[0][0]);
  }

  @Property(tries = 10)
  void takesTheSettingsThatAreBestOnTheValidationPart(@ForAll long seed) {
    Random random = new Random(seed);
    InteractionLog fit = Logs.random(random, 60, ITEMS, 12);
    InteractionLog validation = Logs.random(random, 60, ITEMS, 3);
    AtomicInteger told = new AtomicInteger();
    EaseSearch search = new EaseSearch(fit, validation, ITEMS);
    int[] all = IntStream.rangeClosed(1, ITEMS).toArray();
    for (Ease ease :
        List.of(search.plain(told::incrementAndGet), search.recent(told::incrementAndGet))) {
      Trial best = ease.trials().stream().max(Comparator.comparing(Trial::ndcg)).orElseThrow();
      assertThat(ease.trials()).hasSizeGreaterThanOrEqualTo(3).doesNotHaveDuplicates();
      assertThat(ease.trials()).contains(new Trial(ease.lambda(), ease.decay(), best.ndcg()));
      Ease again = Ease.fit(fit, ITEMS, ease.lambda(), ease.decay());
      assertThat(ease.rank(fit, all, 5).items()).isDeepEqualTo(again.rank(fit, all, 5).items());
      assertThat(best.ndcg())
          .isCloseTo(Evaluator.meanNdcg(again.rank(fit, all, 10), validation), within(1e-12));
    }
    assertThat(search.plain(FitListener.NONE).decay()).isEqualTo(1);
    assertThat(search.recent(FitListener.NONE).decay()).isLessThan(1);
    assertThat(told.get()).isGreaterThanOrEqualTo(6);
  }

  @Test
  void trialsOnTheMostSeenItemsEqualTrialsOnACatalogueOfThem() {
    Random random = new Random(6);
    // items 11…25 are seen once each by one more user, so the ten others are the most seen
    InteractionLog most = Logs.random(random, 60, 10, 9);
    int[][] rows = new int[61][];
    Arrays.setAll(
        rows, row -> row < 60 ? most.itemsOf(row) : IntStream.rangeClosed(1, ITEMS).toArray());
    InteractionLog fit = Logs.of(rows);
    InteractionLog validation = Logs.random(random, 61, 10, 3);
    Ease restricted = new EaseSearch(fit, validation, ITEMS, 10).plain(FitListener.NONE);
    rows[60] = IntStream.rangeClosed(1, 10).toArray();
    Ease small = new EaseSearch(Logs.of(rows), validation, 10).plain(FitListener.NONE);
    assertThat(restricted.trials()).isEqualTo(small.trials());
    assertThat(restricted.lambda()).isEqualTo(small.lambda());
    int[] all = IntStream.rangeClosed(1, ITEMS).toArray();
    assertThat(restricted.rank(Logs.of(new int[] {1}), all, ITEMS).items()[0])
        .hasSize(ITEMS - 1)
        .contains(ITEMS);
  }

  @Test
  void singlePrecisionIsCloseEnoughForLargeCatalogues() {
    GramMatrix gram =
        new GramMatrix(SeenMatrix.of(Logs.random(new Random(9), 2_000, 300, 150), 300));
    float[] single = gram.inverse(200, DataType.FLOAT32);
    float[] twice = gram.inverse(200, DataType.FLOAT64);
    assertThat(ItemSideSolver.Weights.of(single, 300).weights())
        .containsExactly(ItemSideSolver.Weights.of(twice, 300).weights(), within(1e-5f));
  }

  @Test
  void byUserItRanksWhatTheWeightsRank() {
    for (double lambda : new double[] {0.5, 20, 5_000}) {
      Random random = new Random(11);
      InteractionLog fit = Logs.random(random, 300, ITEMS, 15);
      InteractionLog history = Logs.random(random, 70, ITEMS, 6);
      int[] candidates = Logs.candidates(random, ITEMS);
      double decay = lambda > 1 ? 0.8 : 1;
      Ease ease = Ease.fit(fit, ITEMS, lambda, decay);
      float[] diagonal = new float[ITEMS + 1];
      IntStream.rangeClosed(1, ITEMS).forEach(item -> diagonal[item] = ease.diagonal(item));
      TopK expected = ease.rank(history, candidates, 10);

      TopK byUser = EaseByUser.of(fit, lambda, decay, diagonal).rank(history, candidates, 10);

      assertThat(byUser.items()).isDeepEqualTo(expected.items());
      for (int row = 0; row < history.users(); row++) {
        assertThat(byUser.scores()[row]).containsExactly(expected.scores()[row], within(2e-6f));
      }
    }
  }

  @Test
  @Timeout(30)
  void byUserItEndsWhereTheResidualStaysAboveTheTolerance() {
    InteractionLog fit = Logs.random(new Random(12), 300, ITEMS, 15);
    float[] diagonal = new float[ITEMS + 1];
    Arrays.fill(diagonal, 1);
    EaseByUser unsolvable = EaseByUser.of(fit, Double.MIN_VALUE, 1, diagonal);
    InteractionLog never = Logs.of(new int[] {1, 1, 1});
    assertThat(unsolvable.rank(never, new int[] {2}, 1).items()[0]).containsExactly(1);
  }

  @Test
  void withoutValidationEventsTheSettingsAreTheUsualOnes() {
    InteractionLog fit = Logs.of(new int[] {1, 2}, new int[] {2});
    InteractionLog none = Logs.of(new int[] {}, new int[] {0});
    Ease ease = new EaseSearch(fit, none, 2).plain(FitListener.NONE);
    assertThat(ease.lambda()).isEqualTo(500);
    assertThat(ease.trials()).isEmpty();
    assertThat(new EaseSearch(fit, none, 2).recent(FitListener.NONE).decay()).isEqualTo(0.8);
  }

  @Test
  void largeSystemsAreRefusedWithAReason() {
    assertThatThrownBy(() -> Ease.refuseIfTooLarge(162_541, 59_047, Long.MAX_VALUE))
        .isInstanceOf(BaselineLeftOutException.class)
        .hasMessageContaining("59,047 items")
        .hasMessageContaining("20,000")
        .message()
        .doesNotContain("left out");
    assertThatThrownBy(() -> Ease.refuseIfTooLarge(20_000, 30_000, 2L << 30))
        .isInstanceOf(BaselineLeftOutException.class)
        .hasMessageContaining("-Xmx");
    assertThatCode(() -> Ease.refuseIfTooLarge(6_040, 3_416, 1L << 30)).doesNotThrowAnyException();
    assertThatCode(() -> Ease.refuseIfTooLarge(610, 59_047, 1L << 30)).doesNotThrowAnyException();
  }

  private static RealMatrix dense(InteractionLog log) {
    RealMatrix x = new Array2DRowRealMatrix(log.users(), ITEMS);
    for (int row = 0; row < log.users(); row++) {
      for (int item : log.itemsOf(row)) {
        if (item > 0) {
          x.setEntry(row, item - 1, 1);
        }
      }
    }
    return x;
  }

  /** Weights that predict one column from the others, which minimise squares + λ · squares. */
  private static double[] ridge(RealMatrix x, int column, double lambda) {
    int[] others = IntStream.range(0, ITEMS).filter(i -> i != column).toArray();
    int[] users = IntStream.range(0, x.getRowDimension()).toArray();
    RealMatrix inputs = x.getSubMatrix(users, others);
    RealMatrix system =
        inputs
            .transpose()
            .multiply(inputs)
            .add(MatrixUtils.createRealIdentityMatrix(others.length).scalarMultiply(lambda));
    double[] solution =
        new LUDecomposition(system)
            .getSolver()
            .solve(inputs.transpose().multiply(x.getColumnMatrix(column)))
            .getColumn(0);
    double[] weights = new double[ITEMS];
    Arrays.setAll(weights, i -> i == column ? 0 : solution[i < column ? i : i - 1]);
    return weights;
  }
}
