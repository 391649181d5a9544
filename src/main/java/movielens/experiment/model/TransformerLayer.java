package movielens.experiment.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * One pre-norm transformer layer: x + attention(norm(x)), then x + feedForward(norm(x)) (Xiong et
 * al., ICML 2020), (B, T, E) to (B, T, E). Causal in training mode too: both norms are over the
 * last axis of each position alone.
 */
final class TransformerLayer extends AbstractBlock {
  private static final byte VERSION = 1;

  private final float dropout;
  private final LayerNorm attentionNorm;
  private final CausalSelfAttention attention;
  private final LayerNorm feedForwardNorm;
  private final FeedForward feedForward;

  TransformerLayer(EncoderConfig config) {
    super(VERSION);
    dropout = (float) config.dropout();
    attentionNorm = addChildBlock("attentionNorm", lastAxisNorm());
    attention = addChildBlock("attention", new CausalSelfAttention(config));
    feedForwardNorm = addChildBlock("feedForwardNorm", lastAxisNorm());
    feedForward =
        addChildBlock(
            "feedForward",
            new FeedForward(config.feedForward(), config.dim(), config.activation()));
  }

  /**
   * Layer norm of (B, T, E) over E alone: DJL's default normalises over T too, and so looks into
   * the future.
   */
  static LayerNorm lastAxisNorm() {
    return LayerNorm.builder().axis(2).build();
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
    NDArray x = inputs.get(0); // (B, T, E)
    NDList others = inputs.subNDList(1);
    x = x.add(branch(store, attentionNorm, attention, x, others, training));
    x = x.add(branch(store, feedForwardNorm, feedForward, x, new NDList(), training));
    return new NDList(x);
  }

  private NDArray branch(
      ParameterStore store,
      LayerNorm norm,
      Block block,
      NDArray x,
      NDList others,
      boolean training) {
    NDList normed = norm.forward(store, new NDList(x), training);
    NDArray out = block.forward(store, normed.addAll(others), training).singletonOrThrow();
    return training && dropout > 0 ? Dropout.dropout(out, dropout, true).singletonOrThrow() : out;
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputShapes) {
    for (Block child : getChildren().values()) {
      child.initialize(manager, type, inputShapes[0]);
    }
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return inputShapes;
  }
}
