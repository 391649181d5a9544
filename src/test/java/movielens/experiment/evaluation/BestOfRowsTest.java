package movielens.experiment.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both ways of taking the best of a tile against sorting each row whole. */
class BestOfRowsTest {
  static List<BestOfRows> ways() {
    return List.of(new HeapBestOfRows(), new DeviceBestOfRows());
  }

  /** The columns of a row, best first, those left out dropped. */
  private static int[] sorted(float[] scores, int from, int columns, int[] leftOut, int k) {
    return IntStream.range(0, columns)
        .filter(column -> IntStream.of(leftOut).noneMatch(left -> left == column))
        .boxed()
        .sorted(
            Comparator.comparing((Integer column) -> -scores[from + column])
                .thenComparing(column -> column))
        .limit(k)
        .mapToInt(column -> column + 1)
        .toArray();
  }

  @ParameterizedTest
  @MethodSource("ways")
  void agreesWithSortingEachRow(BestOfRows best) {
    Random random = new Random(3);
    try (NDManager manager = NDManager.newBaseManager()) {
      for (int round = 0; round < 200; round++) {
        int rows = 1 + random.nextInt(20);
        int columns = 1 + random.nextInt(120);
        int k = 1 + random.nextInt(60);
        int values = 1 + random.nextInt(round % 2 == 0 ? 6 : 1000);
        float[] scores = new float[rows * columns];
        for (int i = 0; i < scores.length; i++) {
          scores[i] = (random.nextInt(values) - values / 2) / 8f;
        }
        int[][] leftOut = new int[rows][];
        for (int row = 0; row < rows; row++) {
          leftOut[row] = random.ints(random.nextInt(columns + 1), 0, columns).distinct().toArray();
        }

        TopK top = best.of(manager.create(scores, new Shape(rows, columns)), leftOut, k);

        for (int row = 0; row < rows; row++) {
          int[] wanted = sorted(scores, row * columns, columns, leftOut[row], k);
          assertThat(top.items()[row]).isEqualTo(wanted);
          for (int rank = 0; rank < wanted.length; rank++) {
            assertThat(top.scores()[row][rank]).isEqualTo(scores[row * columns + wanted[rank] - 1]);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aScoreThatIsNotANumberIsRefused(BestOfRows best) {
    try (NDManager manager = NDManager.newBaseManager()) {
      float[] scores = {1, 2, Float.NaN, 0};
      assertThatThrownBy(() -> best.of(manager.create(scores, new Shape(1, 4)), new int[1][0], 2))
          .isInstanceOf(ArithmeticException.class);
    }
  }
}
