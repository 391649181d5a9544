package movielens.experiment.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;

class MatrixPeakTest {
  @Test
  void aBfloat16ProductIsTheProductToThreeDigits() {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray left = manager.create(new float[] {1, 2, 3, 4}, new Shape(2, 2));
      NDArray right = manager.create(new float[] {0.5f, -1, 2.1f, 0}, new Shape(2, 2));
      float[] exact = left.matMul(right).toFloatArray();

      float[] product =
          MatrixPeak.bfloat16(MatrixPeak.products(manager, 2), left, right).toFloatArray();

      for (int i = 0; i < exact.length; i++) {
        assertThat(product[i]).isCloseTo(exact[i], within(0.01f * Math.abs(exact[i])));
      }
    }
  }
}
