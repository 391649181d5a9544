package movielens.experiment.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the script {@code layers.py} must know of an encoder, as attributes of its module. */
final class LayersScript {
  /** What the names of the parameters of layers begin with. */
  static final String LAYER = "layer_";

  /** Every parameter that an encoder can have and the script looks for. */
  private static final List<String> PARAMETERS =
      List.of(
          "items",
          "positions",
          "gaps",
          "layer_attentionNorm_gamma",
          "layer_attentionNorm_beta",
          "layer_attention_timeBias",
          "layer_attention_timeDecay",
          "layer_attention_positionBias",
          "layer_attention_queryKeyValue_weight",
          "layer_attention_queryKeyValue_bias",
          "layer_attention_output_weight",
          "layer_attention_output_bias",
          "layer_attention_gate_weight",
          "layer_attention_gate_bias",
          "layer_feedForwardNorm_gamma",
          "layer_feedForwardNorm_beta",
          "layer_feedForward_inner_weight",
          "layer_feedForward_inner_bias",
          "layer_feedForward_outer_weight",
          "layer_feedForward_outer_bias",
          "finalNorm_gamma",
          "finalNorm_beta",
          "head_inner_weight",
          "head_inner_bias",
          "head_outer_weight",
          "head_outer_bias");

  private LayersScript() {}

  /** The script for training and embedding with an encoder. */
  static TorchScript of(SequenceEncoder encoder) {
    return new TorchScript(LayersScript.class, "Layers", attributes(encoder));
  }

  /** The attributes for training and embedding with an encoder. */
  private static Map<String, Object> attributes(SequenceEncoder encoder) {
    EncoderConfig config = encoder.config();
    Map<String, Object> attributes =
        new HashMap<>(TorchScriptModule.types("float32", "bfloat16", "int64", "float64"));
    attributes.putAll(places(encoder));
    attributes.putAll(config.attributes());
    attributes.put("native", encoder.device().isGpu());
    return attributes;
  }

  /** Where the parameters stand among all; for those that the encoder lacks 0, which none reads. */
  private static Map<String, Integer> places(SequenceEncoder encoder) {
    List<String> names = names(encoder);
    Map<String, Integer> places = new HashMap<>();
    for (String name : PARAMETERS) {
      places.put(name, Math.max(0, names.indexOf(name)));
    }
    long ofLayers = names.stream().filter(name -> name.startsWith(LAYER)).count();
    places.put("layer_size", (int) ofLayers / encoder.config().layers());
    return places;
  }

  /** Those of {@link #attributes} for embedding alone, in float32. */
  static Map<String, Object> float32Attributes(SequenceEncoder encoder) {
    Map<String, Object> attributes = attributes(encoder);
    attributes.put("bf16", false);
    return attributes;
  }

  /**
   * The names of an encoder's parameters, in its own order and without the numbers that DJL gives
   * to blocks: those of all layers have the same names.
   */
  static List<String> names(SequenceEncoder encoder) {
    return encoder.getParameters().keys().stream()
        .map(name -> name.replaceAll("(^|_)\\d+", "$1"))
        .toList();
  }
}
