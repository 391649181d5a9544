package movielens.experiment.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import movielens.experiment.baseline.Ease.Trial;
import movielens.experiment.data.InteractionLog;
import movielens.experiment.evaluation.Logs;
import movielens.experiment.evaluation.TopK;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;

class EaseTest {
  private static final int ITEMS = 25;

  @Test
  void twoItemsByHand() {
    // XᵀX + I = [[3, 1], [1, 2]]; its inverse is [[2, −1], [−1, 3]] / 5
    Ease ease = Ease.fit(Logs.of(new int[] {1, 2}, new int[] {0, 1}), 2, 1);
    assertThat(ease.weight(1, 2)).isCloseTo(1 / 3f, within(1e-7f));
    assertThat(ease.weight(2, 1)).isCloseTo(1 / 2f, within(1e-7f));
    assertThat(ease.weight(1, 1)).isZero();
  }

  @Test
  void agreesWithTheConstrainedLeastSquaresOfEachItem() {
    Random random = new Random(3);
    InteractionLog fit = Logs.random(random, 40, ITEMS, 12);
    Ease ease = Ease.fit(fit, ITEMS, 7);
    RealMatrix x = new Array2DRowRealMatrix(fit.users(), ITEMS);
    for (int row = 0; row < fit.users(); row++) {
      for (int item : fit.itemsOf(row)) {
        if (item > 0) {
          x.setEntry(row, item - 1, 1);
        }
      }
    }
    double[][] expected = new double[ITEMS + 1][ITEMS + 1];
    for (int item = 1; item <= ITEMS; item++) {
      double[] weights = ridge(x, item - 1, 7);
      for (int seen = 1; seen <= ITEMS; seen++) {
        expected[seen][item] = weights[seen - 1];
        assertThat((double) ease.weight(seen, item)).isCloseTo(weights[seen - 1], within(1e-6));
      }
    }
    NaiveRanking.assertAgrees(
        ease,
        Logs.random(random, 70, ITEMS, 6),
        Logs.candidates(random, ITEMS),
        10,
        (seen, item) -> seen.stream().mapToDouble(other -> expected[other][item]).sum(),
        1e-5);
  }

  @Test
  void takesThePenaltyThatIsBestOnTheValidationPart() {
    Random random = new Random(5);
    InteractionLog fit = Logs.random(random, 60, ITEMS, 12);
    InteractionLog validation = Logs.random(random, 60, ITEMS, 3);
    Ease ease = Ease.fit(fit, validation, ITEMS);
    Trial best = ease.trials().stream().max(Comparator.comparing(Trial::ndcg)).orElseThrow();
    assertThat(ease.trials()).hasSizeGreaterThanOrEqualTo(3).doesNotHaveDuplicates();
    assertThat(best.ndcg())
        .isEqualTo(
            ease.trials().stream()
                .filter(trial -> trial.lambda() == ease.lambda())
                .findFirst()
                .orElseThrow()
                .ndcg());
    int[] all = IntStream.rangeClosed(1, ITEMS).toArray();
    assertThat(ease.rank(fit, all, 5).items())
        .isDeepEqualTo(Ease.fit(fit, ITEMS, ease.lambda()).rank(fit, all, 5).items());
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
    Ease restricted = new EaseLambdaSearch(fit, validation, ITEMS, 10).best();
    rows[60] = IntStream.rangeClosed(1, 10).toArray();
    Ease small = Ease.fit(Logs.of(rows), validation, 10);
    assertThat(restricted.trials()).isEqualTo(small.trials());
    assertThat(restricted.lambda()).isEqualTo(small.lambda());
    assertThat(restricted.weight(1, ITEMS)).isNotZero();
  }

  @Test
  void singlePrecisionIsCloseEnoughForLargeCatalogues() {
    InteractionLog fit = Logs.random(new Random(9), 2_000, 300, 150);
    EaseSolver solver = new EaseSolver(SeenMatrix.of(fit, 300));
    assertThat(solver.solve(200, DataType.FLOAT32).weights())
        .containsExactly(solver.solve(200, DataType.FLOAT64).weights(), within(1e-5f));
  }

  @Test
  void byUserItRanksWhatTheWeightsRank() {
    for (double lambda : new double[] {0.5, 20, 5_000}) {
      Random random = new Random(11);
      InteractionLog fit = Logs.random(random, 300, ITEMS, 15);
      InteractionLog history = Logs.random(random, 70, ITEMS, 6);
      int[] candidates = Logs.candidates(random, ITEMS);
      Ease ease = Ease.fit(fit, ITEMS, lambda);
      float[] diagonal = new float[ITEMS + 1];
      IntStream.rangeClosed(1, ITEMS).forEach(item -> diagonal[item] = ease.diagonal(item));
      TopK expected = ease.rank(history, candidates, 10);

      TopK byUser = EaseByUser.of(fit, lambda, diagonal).rank(history, candidates, 10);

      assertThat(byUser.items()).isDeepEqualTo(expected.items());
      for (int row = 0; row < history.users(); row++) {
        assertThat(byUser.scores()[row]).containsExactly(expected.scores()[row], within(2e-6f));
      }
    }
  }

  @Test
  void withoutValidationEventsThePenaltyIsTheUsualOne() {
    InteractionLog fit = Logs.of(new int[] {1, 2}, new int[] {2});
    Ease ease = Ease.fit(fit, Logs.of(new int[] {}, new int[] {0}), 2);
    assertThat(ease.lambda()).isEqualTo(500);
    assertThat(ease.trials()).isEmpty();
  }

  @Test
  void largeCataloguesAreRefusedWithAReason() {
    assertThatThrownBy(() -> Ease.refuseIfTooLarge(59_047, Long.MAX_VALUE))
        .isInstanceOf(BaselineLeftOutException.class)
        .hasMessageContaining("59,047 items")
        .hasMessageContaining("20,000");
    assertThatThrownBy(() -> Ease.refuseIfTooLarge(20_000, 2L << 30))
        .isInstanceOf(BaselineLeftOutException.class)
        .hasMessageContaining("-Xmx");
    assertThatCode(() -> Ease.refuseIfTooLarge(3_416, 1L << 30)).doesNotThrowAnyException();
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
