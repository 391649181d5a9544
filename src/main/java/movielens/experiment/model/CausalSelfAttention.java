package movielens.experiment.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.internal.NDArrayEx;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.Optional;

/**
 * Multi-head self-attention, by softmax of scaled products or pointwise ({@link Attention}), in
 * which a position sees itself and earlier positions only (Vaswani et al., 2017, section 3.2).
 * Where the configuration wants them, learned biases of each head say how much an event counts that
 * lies so far back from the moment that is asked for, by the time's class, and one that lies so
 * many events back, as in HSTU (Zhai et al., ICML 2024, section 3). The time can also have weights
 * of its logarithms on several scales: then what an event counts for is multiplied by powers of its
 * age.
 *
 * <p>Sequences are padded on the right, so the causal mask alone keeps padding out of every real
 * position.
 */
final class CausalSelfAttention extends AbstractBlock {
  private static final byte VERSION = 1;
  private static final float MASKED = -1e9f;
  private static final float NORM_EPSILON = 1e-5f;

  private final int dim;
  private final int heads;
  private final int window;
  private final boolean pointwise;
  private final Gate gateKind;
  private final Linear queryKeyValue;
  private final Linear output;
  private final Optional<Linear> gate;
  private final Optional<Parameter> timeBias;
  private final Optional<Parameter> timeDecay;
  private final Optional<Parameter> positionBias;

  CausalSelfAttention(EncoderConfig config) {
    super(VERSION);
    dim = config.dim();
    heads = config.heads();
    window = config.window();
    pointwise = config.attention() == Attention.POINTWISE;
    gateKind = config.gate();
    timeBias = biases(config.timeBias(), "timeBias", config.timeClasses());
    positionBias = biases(config.positionBias(), "positionBias", config.window());
    timeDecay = biases(config.timeDecay(), "timeDecay", TimeGap.SCALES);
    queryKeyValue = addChildBlock("queryKeyValue", Linear.builder().setUnits(3L * dim).build());
    output = addChildBlock("output", Linear.builder().setUnits(dim).build());
    gate =
        gateKind == Gate.NONE
            ? Optional.empty()
            : Optional.of(addChildBlock("gate", Linear.builder().setUnits(dim).build()));
  }

  private Optional<Parameter> biases(boolean wanted, String name, long classes) {
    if (!wanted) {
      return Optional.empty();
    }
    return Optional.of(
        addParameter(
            Parameter.builder()
                .setName(name)
                .setType(Parameter.Type.BIAS)
                .optShape(new Shape(classes, heads))
                .build()));
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
    NDArray query = qkv.get(0);
    if (!pointwise) {
      // As an array that lives as long as the step: backward reads it again, and the one that DJL
      // makes of a Java number is freed by then, whenever garbage collection comes by.
      query = query.mul(x.getManager().create((float) (1 / Math.sqrt(headDim))));
    }
    NDArray scores = query.matMul(qkv.get(1).transpose(0, 1, 3, 2)); // (B, H, T, T)
    NDArray biased = withBiases(store, scores, inputs, training);
    NDArray masked = biased.add(futureMask(x.getManager(), (int) length));
    NDArray weights =
        pointwise
            ? FeedForward.silu(masked).div(x.getManager().create((float) window))
            : masked.softmax(-1);
    NDArray mixed =
        weights
            .matMul(qkv.get(2)) // (B, H, T, E/H)
            .transpose(0, 2, 1, 3)
            .reshape(batch, length, dim); // (B, T, E)
    NDArray normed = pointwise ? normalised(mixed) : mixed;
    return output.forward(store, new NDList(gated(store, normed, x, training)), training);
  }

  /**
   * Scores (B, H, T, T) and the biases of them.
   *
   * @param inputs after the first: classes of spans (B, T, T) and their logarithms (B, T, T, S)
   */
  private NDArray withBiases(
      ParameterStore store, NDArray scores, NDList inputs, boolean training) {
    NDArray biased = scores;
    if (timeBias.isPresent()) {
      NDArray bias = lookup(store, timeBias.get(), inputs.get(1), training); // (B, T, T, H)
      biased = biased.add(bias.transpose(0, 3, 1, 2)); // (B, H, T, T)
    }
    if (positionBias.isPresent()) {
      NDArray distances = distances(scores.getManager(), (int) scores.getShape().get(2));
      NDArray bias = lookup(store, positionBias.get(), distances, training); // (T, T, H)
      biased = biased.add(bias.transpose(2, 0, 1)); // (H, T, T)
    }
    if (timeDecay.isPresent()) {
      NDArray weights = store.getValue(timeDecay.get(), scores.getDevice(), training); // (S, H)
      NDArray decay = inputs.get(2).matMul(weights); // (B, T, T, H)
      biased = biased.add(decay.transpose(0, 3, 1, 2)); // (B, H, T, T)
    }
    return biased;
  }

  private NDArray gated(ParameterStore store, NDArray out, NDArray x, boolean training) {
    if (gate.isEmpty()) {
      return out;
    }
    NDArray by = gate.get().forward(store, new NDList(x), training).singletonOrThrow();
    return out.mul(gateKind == Gate.SILU ? FeedForward.silu(by) : Activation.sigmoid(by));
  }

  /** Layer norm over the last axis without weights of its own. */
  private static NDArray normalised(NDArray x) {
    int[] last = {x.getShape().dimension() - 1};
    NDArray centred = x.sub(x.mean(last, true));
    NDArray variance = centred.mul(centred).mean(last, true);
    return centred.div(variance.add(x.getManager().create(NORM_EPSILON)).sqrt());
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
    gate.ifPresent(block -> block.initialize(manager, type, inputShapes[0]));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return inputShapes;
  }
}
