package movielens.experiment.pipeline.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatrixProductTest {
  @ParameterizedTest
  @CsvSource({"float32, 1e-6", "bfloat16, 0.01"})
  void isTheProduct(String precision, float tolerance) {
    NDManager manager = NDManager.newBaseManager();
    NDArray left = manager.create(new float[] {1, 2, 3, 4, 5, 6}, new Shape(3, 2));
    NDArray right = manager.create(new float[] {0.5f, -1, 2.1f, 0}, new Shape(2, 2));
    float[] exact = left.matMul(right).toFloatArray();
    try (MatrixProduct product = new MatrixProduct(manager, left, right)) {
      float[] made = product.product(precision, manager).toFloatArray();

      assertThat(made).hasSize(exact.length);
      for (int i = 0; i < exact.length; i++) {
        assertThat(made[i]).isCloseTo(exact[i], within(tolerance * Math.abs(exact[i])));
      }
    }
  }

  @Test
  void countsAMultiplicationAndAnAdditionForEachPairOfNumbers() {
    try (MatrixProduct product = new MatrixProduct(Device.cpu(), 3, 4, 5)) {
      assertThat(product.size()).isEqualTo("3×4×5");
      assertThat(product.work()).isEqualTo(2.0 * 3 * 4 * 5);
    }
  }
}
