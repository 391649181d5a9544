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

  /** Loaded once, so that what is timed is the product. */
  private final TorchScriptModule products;

  /**
   * @param times products of bfloat16 that are made at once
   */
  MatrixPeak(int times) {
    products = products(manager, times);
  }

  /** One product of float32. */
  void float32() {
    left.matMul(right).close();
  }

  /** So many products of bfloat16. */
  void bfloat16() {
    try (NDManager call = manager.newSubManager()) {
      NDArray first = left.duplicate();
      first.attach(call);
      bfloat16(products, first, right).close();
    }
  }

  /**
   * Products of bfloat16. DJL has no such arrays: they live inside a TorchScript function, which
   * can repeat the product so that the casts weigh little.
   */
  static TorchScriptModule products(NDManager manager, int times) {
    return TorchScriptModule.load(manager, MatrixPeak.class, "Product", Map.of("times", times));
  }

  /** The product as float32, (n, n), attached to the manager of the first factor. */
  static NDArray bfloat16(TorchScriptModule products, NDArray left, NDArray right) {
    return products.infer("bfloat16", new NDList(left), List.of(right));
  }

  @Override
  public void close() {
    manager.close();
  }
}
