package movielens.experiment.baseline;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.stream.IntStream;

/**
 * XᵀX of a sparse binary matrix, as a dense one. Inverts with LAPACK, on the CPU whatever the
 * device.
 */
final class GramMatrix {
  /** Larger systems are inverted in single precision, which halves memory and time. */
  private static final int MAX_DOUBLE_SIZE = 10_000;

  private static final int ITEMS_PER_TASK = 32;

  private final int size;
  private final int[] usersOfItem;
  private final float[] gram;

  /** Counts who saw both, which a float holds exactly up to 2²⁴ users. */
  GramMatrix(SeenMatrix seen) {
    size = seen.catalogSize();
    usersOfItem = new int[size];
    for (int i = 0; i < size; i++) {
      usersOfItem[i] = seen.users(i + 1);
    }
    gram = new float[size * size];
    int tasks = (size + ITEMS_PER_TASK - 1) / ITEMS_PER_TASK;
    IntStream.range(0, tasks)
        .parallel()
        .forEach(
            task -> {
              int[] counts = new int[size + 1];
              int[] touched = new int[size];
              int last = Math.min(size, (task + 1) * ITEMS_PER_TASK);
              for (int item = task * ITEMS_PER_TASK + 1; item <= last; item++) {
                int touchedSize = seen.countTogether(item, counts, touched);
                for (int i = 0; i < touchedSize; i++) {
                  gram[(item - 1) * size + touched[i] - 1] = counts[touched[i]];
                  counts[touched[i]] = 0;
                }
              }
            });
  }

  /** Rows and columns, V. */
  int size() {
    return size;
  }

  /**
   * (XᵀX + λI)⁻¹.
   *
   * @param lambda the penalty λ, positive
   * @return row by row, V × V
   */
  float[] inverse(double lambda) {
    return inverse(lambda, size <= MAX_DOUBLE_SIZE ? DataType.FLOAT64 : DataType.FLOAT32);
  }

  /** The same, computed in this precision. */
  float[] inverse(double lambda, DataType precision) {
    for (int i = 0; i < size; i++) {
      gram[i * size + i] = (float) (usersOfItem[i] + lambda);
    }
    try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
      // (V, V)
      NDArray system = manager.create(gram, new Shape(size, size)).toType(precision, false);
      return system.inverse().toType(DataType.FLOAT32, false).toFloatArray();
    }
  }
}
