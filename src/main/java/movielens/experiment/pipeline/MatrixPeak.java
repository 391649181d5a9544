package movielens.experiment.pipeline;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Map;
import movielens.experiment.model.TorchScriptModule;

/** The machine's own matrix product, square and large enough to be limited by arithmetic alone. */
final class MatrixPeak implements AutoCloseable {
  /** Rows and columns of both factors; 16 MiB each as float32. */
  static final int SIZE = 2048;

  /** Floating-point operations of one product. */
  static final double WORK = 2.0 * SIZE * SIZE * SIZE;

  private final NDManager manager = Engine.getInstance().newBaseManager(Device.cpu());
  private final NDArray left = manager.randomNormal(new Shape(SIZE, SIZE));
  private final NDArray right = manager.randomNormal(new Shape(SIZE, SIZE));

  /** One product of float32. */
  void float32() {
    left.matMul(right).close();
  }

  /**
   * A product of bfloat16 as float32, (n, n). DJL has no such arrays: they live inside a
   * TorchScript function, which can repeat the product so that the casts weigh little.
   */
  static NDArray bfloat16(NDArray left, NDArray right, int times) {
    return TorchScriptModule.load(
            left.getManager(), MatrixPeak.class, "Product", Map.of("times", times))
        .infer("bfloat16", new NDList(left), List.of(right));
  }

  /** So many products of bfloat16. */
  void bfloat16(int times) {
    try (NDManager call = manager.newSubManager()) {
      NDArray first = left.duplicate();
      first.attach(call);
      bfloat16(first, right, times).close();
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
