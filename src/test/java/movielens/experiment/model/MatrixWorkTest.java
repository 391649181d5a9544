package movielens.experiment.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MatrixWorkTest {
  private static final EncoderConfig SHAPE = EncoderShape.of(4, 3, 2, 6, 5).config();

  /** Two operations for each multiplication of an (n, k) by a (k, m) matrix. */
  private static double product(int n, int k, int m) {
    return 2.0 * n * k * m;
  }

  @Test
  void countsEveryMatrixProductOfAWindow() {
    int window = 5;
    int d = 4;
    double layer =
        product(window, d, 3 * d)
            + 2 * product(window, d / 2, window)
            + 2 * product(window, window, d / 2)
            + product(window, d, d)
            + product(window, d, 6)
            + product(window, 6, d);
    double head = 2 * product(window, d, d);

    assertThat(MatrixWork.embedding(SHAPE, window) * window).isEqualTo(3 * layer + head);
    assertThat(MatrixWork.training(SHAPE, window, 7) * window)
        .isEqualTo(3 * (3 * layer + head + product(window, d, 8)));
    EncoderConfig headless = EncoderShape.of(4, 3, 2, 6, 5).head(Head.NONE).config();
    assertThat(MatrixWork.embedding(headless, window) * window).isEqualTo(3 * layer);
    assertThat(MatrixWork.ranking(SHAPE, 100)).isEqualTo(product(1, d, 100));
  }
}
