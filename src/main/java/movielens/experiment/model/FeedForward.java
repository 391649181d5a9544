package movielens.experiment.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * Two linear layers with an activation between them: (…, in) to (…, inner) to (…, out). With SwiGLU
 * the first gives (…, 2·inner).
 */
final class FeedForward extends AbstractBlock {
  private static final byte VERSION = 1;

  private final int innerDim;
  private final int outDim;
  private final Activation activation;
  private final Linear inner;
  private final Linear outer;

  FeedForward(int innerDim, int outDim, Activation activation) {
    super(VERSION);
    this.innerDim = innerDim;
    this.activation = activation;
    this.outDim = outDim;
    long units = activation == Activation.SWIGLU ? 2L * innerDim : innerDim;
    inner = addChildBlock("inner", Linear.builder().setUnits(units).build());
    outer = addChildBlock("outer", Linear.builder().setUnits(outDim).build());
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
    NDArray hidden = inner.forward(store, inputs, training).singletonOrThrow();
    return outer.forward(store, new NDList(activated(hidden)), training);
  }

  private NDArray activated(NDArray hidden) {
    if (activation == Activation.GELU) {
      return ai.djl.nn.Activation.gelu(hidden);
    }
    NDList halves = hidden.split(2, hidden.getShape().dimension() - 1);
    return silu(halves.get(0)).mul(halves.get(1));
  }

  /** x·sigmoid(x) (Hendrycks and Gimpel, 2016). */
  static NDArray silu(NDArray x) {
    return x.mul(ai.djl.nn.Activation.sigmoid(x));
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputShapes) {
    inner.initialize(manager, type, inputShapes[0]);
    outer.initialize(manager, type, withLast(inputShapes[0], innerDim));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return new Shape[] {withLast(inputShapes[0], outDim)};
  }

  private static Shape withLast(Shape shape, long last) {
    return shape.slice(0, shape.dimension() - 1).add(last);
  }
}
