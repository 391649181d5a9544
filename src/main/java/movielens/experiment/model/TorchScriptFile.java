package movielens.experiment.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An encoder as a TorchScript archive, which {@code torch.jit.load} and DJL's PyTorch models open:
 * a zip of stored entries with the code as text, a pickle of the module's attributes, and one entry
 * per tensor. The module has the encoder's parameters, and methods that call the same {@code
 * layers.py} as training does.
 */
public final class TorchScriptFile {
  private static final String CLASS = "Encoder";
  private static final String TEMPERATURE = "temperature";

  private TorchScriptFile() {}

  private record Tensor(float[] values, Shape shape) {}

  /**
   * Writes an archive.
   *
   * @param encoder whose present weights are written
   * @param out left open
   */
  public static void write(SequenceEncoder encoder, OutputStream out) throws IOException {
    Map<String, Tensor> tensors = tensors(encoder);
    TorchScriptArchive archive = new TorchScriptArchive("encoder", out);
    String layers = TorchScriptArchive.code(TorchScriptFile.class, "layers.py");
    String methods = TorchScriptArchive.code(TorchScriptFile.class, "encoder.py");
    archive.module(attributes(encoder, tensors), layers + classOf(tensors.keySet()) + methods);
    int storage = 0;
    for (Tensor tensor : tensors.values()) {
      archive.entry("data/" + storage++, littleEndian(tensor.values()));
    }
    archive.finish();
  }

  /** The head of the module's class: its attributes, and a method that lists all parameters. */
  private static String classOf(Set<String> names) {
    String quoted = names.stream().map(name -> '"' + name + "\", ").collect(Collectors.joining());
    String declared =
        names.stream().map(name -> "  " + name + " : Tensor\n").collect(Collectors.joining());
    String all = names.stream().map(name -> "self." + name).collect(Collectors.joining(", "));
    return """
    class Encoder(Module):
      __parameters__ = [%s]
      __buffers__ = []
      training : bool
      timed : bool
      temperature : float
      layers : __torch__.Layers
    %s\
      def all(self: __torch__.Encoder) -> List[Tensor]:
        return [%s]
    """
        .formatted(quoted, declared, all);
  }

  /** In the encoder's own order, by names that the code can say. */
  private static Map<String, Tensor> tensors(SequenceEncoder encoder) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    Map<String, Integer> seen = new HashMap<>();
    List<String> names = LayersScript.names(encoder);
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      int layer = seen.merge(name, 1, Integer::sum);
      NDArray array = encoder.getParameters().get(i).getValue().getArray();
      tensors.put(unique(name, layer), new Tensor(array.toFloatArray(), array.getShape()));
    }
    return tensors;
  }

  /** The name of a parameter of the layer of that number, 1 being the first, or of none. */
  private static String unique(String name, int layer) {
    if (name.equals(TEMPERATURE)) {
      return "log_" + name;
    }
    return name.startsWith(LayersScript.LAYER)
        ? LayersScript.LAYER + layer + name.substring(LayersScript.LAYER.length() - 1)
        : name;
  }

  private static PickleWriter attributes(SequenceEncoder encoder, Map<String, Tensor> tensors) {
    EncoderConfig config = encoder.config();
    PickleWriter pickle = new PickleWriter().beginObject(CLASS);
    pickle.string("timed").bool(config.timeGaps() || config.timeBias() || config.timeDecay());
    pickle.string(TEMPERATURE).number(encoder.temperature());
    pickle.string("layers").object("Layers", LayersScript.float32Attributes(encoder));
    int storage = 0;
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      pickle.string(entry.getKey());
      tensor(pickle, storage++, entry.getValue());
    }
    return pickle.endObject();
  }

  /** A view of a whole storage, as {@code torch.save} describes it. */
  private static void tensor(PickleWriter pickle, int storage, Tensor tensor) {
    long[] shape = tensor.shape().getShape();
    int[] strides = new int[shape.length];
    int stride = 1;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= (int) shape[axis];
    }
    pickle.global("torch._utils", "_rebuild_tensor_v2").mark();
    pickle.mark().string("storage").global("torch", "FloatStorage");
    pickle.string(String.valueOf(storage)).string("cpu").integer(tensor.values().length);
    pickle.tuple().persistent();
    pickle.integer(0);
    pickle.mark();
    for (long size : shape) {
      pickle.integer((int) size);
    }
    pickle.tuple().mark();
    for (int step : strides) {
      pickle.integer(step);
    }
    pickle.tuple().bool(false);
    pickle.global("collections", "OrderedDict").emptyTuple().call();
    pickle.tuple().call();
  }

  private static byte[] littleEndian(float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }
}
