package movielens.experiment.model;

import java.util.HashMap;
import java.util.Map;

/**
 * Shape of the encoder.
 *
 * @param dim width of embeddings and layers, d; a multiple of {@code heads}
 * @param layers number of transformer layers
 * @param heads attention heads
 * @param feedForward inner width of the feed-forward blocks
 * @param dropout probability in [0, 1) on embeddings and residual branches
 * @param window most events of a user that are seen at once
 * @param scaledEmbeddings whether item embeddings are multiplied by √dim where they are read
 * @param timeGaps whether the encoder is told the time from each event to the next one, and from
 *     the last to the moment that recommendations are for
 * @param timeBias whether attention is told the time from each event that it looks at to the next
 *     one after its own, which for the last is the moment that recommendations are for
 * @param timeDecay whether attention is told the same time by its logarithms, so that what an event
 *     counts for falls or rises as a product of powers of its age
 * @param timeClasses classes that {@code timeGaps} and {@code timeBias} sort times into, from 3 on;
 *     with 32 each is twice as long as the one before
 * @param positionBias whether attention is told how many events before its own each event lies that
 *     it looks at
 * @param attention how an event that is looked at is weighed
 * @param gate what the output of attention is multiplied by
 * @param activation what the feed-forward blocks of the layers have between their linear layers
 * @param head what makes a user embedding of the last layer's output
 * @param similarity how user and item embeddings are compared
 * @param kernels how it is computed
 * @param precision what it is computed with; anything but float32 needs fused kernels
 */
public record EncoderConfig(
    int dim,
    int layers,
    int heads,
    int feedForward,
    double dropout,
    int window,
    boolean scaledEmbeddings,
    boolean timeGaps,
    boolean timeBias,
    boolean timeDecay,
    int timeClasses,
    boolean positionBias,
    Attention attention,
    Gate gate,
    Activation activation,
    Head head,
    Similarity similarity,
    Kernels kernels,
    Precision precision) {
  /**
   * What item embeddings are multiplied by where they are read: √d as in Vaswani et al. (2017,
   * section 3.4) and in SASRec's code, or 1.
   */
  public double inputScale() {
    return scaledEmbeddings ? Math.sqrt(dim) : 1;
  }

  /** Whether something is added to the scores of attention: what is told of times or positions. */
  public boolean biased() {
    return timeBias || timeDecay || positionBias;
  }

  /** The shape as attributes of the script {@code layers.py}, by their names there. */
  Map<String, Object> attributes() {
    Map<String, Object> attributes = new HashMap<>();
    attributes.put("layers", layers);
    attributes.put("heads", heads);
    attributes.put("window", window);
    attributes.put("dropped", DropoutNoise.droppedOf256(dropout));
    attributes.put("dropout", dropout);
    attributes.put("cosine", similarity == Similarity.COSINE);
    attributes.put("bf16", precision == Precision.BF16);
    attributes.put("input_scale", inputScale());
    attributes.put("told_gaps", timeGaps);
    attributes.put("time_classes", timeClasses);
    attributes.put("time_bias", timeBias);
    attributes.put("time_decay", timeDecay);
    attributes.put("position_bias", positionBias);
    attributes.put("biased", biased());
    attributes.put("pointwise", attention == Attention.POINTWISE);
    attributes.put("gated", gate != Gate.NONE);
    attributes.put("silu_gate", gate == Gate.SILU);
    attributes.put("swiglu", activation == Activation.SWIGLU);
    attributes.put("headed", head == Head.MLP);
    return attributes;
  }
}
