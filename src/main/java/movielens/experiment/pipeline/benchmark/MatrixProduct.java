package movielens.experiment.pipeline.benchmark;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import movielens.experiment.model.TorchScript;
import movielens.experiment.model.TorchScriptModule;

/** The machine's own matrix product. */
final class MatrixProduct implements AutoCloseable {
  /** Products in a call, so that what is timed is not the call. */
  static final int TIMES = 4;

  private static final int CPU_SIZE = 2048;
  private static final int GPU_SIZE = 8192;

  private final NDManager manager;
  private final NDArray left;
  private final NDArray right;
  private final TorchScriptModule products;

  /** Of random numbers, (rows, inner) and (inner, columns). */
  MatrixProduct(Device device, int rows, int inner, int columns) {
    this(Engine.getInstance().newBaseManager(device), rows, inner, columns);
  }

  private MatrixProduct(NDManager manager, int rows, int inner, int columns) {
    this(
        manager,
        manager.randomNormal(new Shape(rows, inner)),
        manager.randomNormal(new Shape(inner, columns)));
  }

  /** Of given factors, which are freed with {@code manager} at the end. */
  MatrixProduct(NDManager manager, NDArray left, NDArray right) {
    this.manager = manager;
    this.left = left;
    this.right = right;
    Map<String, Object> attributes = new HashMap<>(TorchScriptModule.types("float32", "bfloat16"));
    attributes.put("times", TIMES);
    products =
        TorchScriptModule.load(
            manager, new TorchScript(MatrixProduct.class, "Product", attributes));
  }

  /** A square one, large enough to be limited by arithmetic alone. */
  static MatrixProduct square(Device device) {
    int size = device.isGpu() ? GPU_SIZE : CPU_SIZE;
    return new MatrixProduct(device, size, size, size);
  }

  /** Rows, inner size and columns. */
  String size() {
    return "%d×%d×%d".formatted(rows(), right.getShape().get(0), right.getShape().get(1));
  }

  private long rows() {
    return left.getShape().get(0);
  }

  /** Floating-point operations of one product. */
  double work() {
    return 2.0 * rows() * right.size();
  }

  /**
   * Makes {@link #TIMES} products.
   *
   * @param precision float32 or bfloat16. DJL has no arrays of the latter: they live inside a
   *     TorchScript function.
   */
  void make(String precision) {
    try (NDManager call = manager.newSubManager()) {
      // A number of it is fetched: a GPU has only begun when the call returns.
      product(precision, call).getFloat(0, 0);
    }
  }

  /** The product as float32, (rows, columns), attached to {@code call}. */
  NDArray product(String precision, NDManager call) {
    NDArray first = left.stopGradient();
    first.attach(call);
    return products.infer("in_" + precision, new NDList(first), List.of(right));
  }

  @Override
  public void close() {
    manager.close();
  }
}
