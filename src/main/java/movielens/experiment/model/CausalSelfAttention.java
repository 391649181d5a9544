package movielens.experiment.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.internal.NDArrayEx;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.Optional;

/**
 * Multi-head scaled dot-product self-attention in which a position sees itself and earlier
 * positions only (Vaswani et al., 2017, section 3.2). Where the configuration wants them, learned
 * biases of each head say how much an event counts that lies so far back from the moment that is
 * asked for, by the time's class, and one that lies so many events back, as in HSTU (Zhai et al.,
 * ICML 2024, section 3).
 *
 * <p>Sequences are padded on the right, so the causal mask alone keeps padding out of every real
 * position.
 */
final class CausalSelfAttention extends AbstractBlock {
  private static final byte VERSION = 1;
  private static final float MASKED = -1e9f;

  private final int dim;
  private final int heads;
  private final Linear queryKeyValue;
  private final Linear output;
  private final Optional<Parameter> timeBias;
  private final Optional<Parameter> positionBias;

  CausalSelfAttention(EncoderConfig config) {
    super(VERSION);
    dim = config.dim();
    heads = config.heads();
    timeBias =
        config.timeBias() ? Optional.of(biases("timeBias", TimeGap.CLASSES)) : Optional.empty();
    positionBias =
        config.positionBias()
            ? Optional.of(biases("positionBias", config.window()))
            : Optional.empty();
    queryKeyValue = addChildBlock("queryKeyValue", Linear.builder().setUnits(3L * dim).build());
    output = addChildBlock("output", Linear.builder().setUnits(dim).build());
  }

  private Parameter biases(String name, long classes) {
    return addParameter(
        Parameter.builder()
            .setName(name)
            .setType(Parameter.Type.BIAS)
            .optShape(new Shape(classes, heads))
            .build());
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
    NDArray x = inputs.get(0); // (B, T, E)
    long batch = x.getShape().get(0);
    long length = x.getShape().get(1);
    int headDim = dim / heads;
    NDArray qkv =
        queryKeyValue
            .forward(store, new NDList(x), training)
            .singletonOrThrow()
            .reshape(batch, length, 3, heads, headDim)
            .transpose(2, 0, 3, 1, 4); // (B, T, 3E) -> (3, B, H, T, E/H)
    // As an array that lives as long as the step: backward reads it again, and the one that DJL
    // makes of a Java number is freed by then, whenever garbage collection comes by.
    NDArray scale = x.getManager().create((float) (1 / Math.sqrt(headDim)));
    NDArray query = qkv.get(0).mul(scale);
    NDArray scores = query.matMul(qkv.get(1).transpose(0, 1, 3, 2)); // (B, H, T, T)
    if (timeBias.isPresent()) {
      NDArray bias = lookup(store, timeBias.get(), inputs.get(1), training); // (B, T, T, H)
      scores = scores.add(bias.transpose(0, 3, 1, 2)); // (B, H, T, T)
    }
    if (positionBias.isPresent()) {
      NDArray distances = distances(x.getManager(), (int) length);
      NDArray bias = lookup(store, positionBias.get(), distances, training); // (T, T, H)
      scores = scores.add(bias.transpose(2, 0, 1)); // (H, T, T)
    }
    NDArray attention = scores.add(futureMask(x.getManager(), (int) length)).softmax(-1);
    NDArray mixed =
        attention
            .matMul(qkv.get(2)) // (B, H, T, E/H)
            .transpose(0, 2, 1, 3)
            .reshape(batch, length, dim); // (B, T, E)
    return output.forward(store, new NDList(mixed), training);
  }

  private static NDArray lookup(
      ParameterStore store, Parameter table, NDArray classes, boolean training) {
    NDArray biases = store.getValue(table, classes.getDevice(), training); // (classes, H)
    NDArrayEx internal = classes.getNDArrayInternal();
    return internal.embedding(classes, biases, SparseFormat.DENSE).singletonOrThrow();
  }

  /** (T, T): positions from the event of each column to that of the row; 0 above the diagonal. */
  private static NDArray distances(NDManager manager, int length) {
    NDArray position = manager.arange(0, length, 1, DataType.INT64);
    return position.expandDims(1).sub(position.expandDims(0)).maximum(manager.create(0L));
  }

  /** (T, T): 0 on and below the diagonal, a large negative number above it. */
  private static NDArray futureMask(NDManager manager, int length) {
    NDArray position = manager.arange(0, length, 1, DataType.FLOAT32);
    return position
        .expandDims(0)
        .gt(position.expandDims(1))
        .toType(DataType.FLOAT32, false)
        .mul(manager.create(MASKED));
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputShapes) {
    queryKeyValue.initialize(manager, type, inputShapes[0]);
    output.initialize(manager, type, inputShapes[0]);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return inputShapes;
  }
}
