package movielens.experiment.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An encoder as a TorchScript archive, which {@code torch.jit.load} and DJL's PyTorch models open:
 * a zip of stored entries with the module's code as text ({@code encoder.py}), a pickle of its
 * attributes, and one entry per tensor. Parameters of the layers are stacked, (layers, …).
 */
public final class TorchScriptFile {
  private static final String CODE = "encoder.py";
  private static final String LAYER = "layer_";
  private static final String TEMPERATURE = "temperature";
  private static final List<String> HEAD =
      List.of("head_inner_weight", "head_inner_bias", "head_outer_weight", "head_outer_bias");

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
    archive.module(attributes(encoder, tensors), TorchScriptFile.class, CODE);
    int storage = 0;
    for (Tensor tensor : tensors.values()) {
      archive.entry("data/" + storage++, littleEndian(tensor.values()));
    }
    archive.finish();
  }

  private static Map<String, Tensor> tensors(SequenceEncoder encoder) {
    Map<String, List<NDArray>> byName = new LinkedHashMap<>();
    for (Pair<String, Parameter> parameter : encoder.getParameters()) {
      // DJL numbers the blocks; without the numbers, those of all layers have the same names.
      String name = parameter.getKey().replaceAll("(^|_)\\d+", "$1");
      if (!name.equals(TEMPERATURE)) {
        byName.computeIfAbsent(name, key -> new ArrayList<>()).add(parameter.getValue().getArray());
      }
    }
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    // The code names the head's parameters, also where it does not use them.
    HEAD.forEach(name -> tensors.put(name, new Tensor(new float[0], new Shape(0))));
    byName.forEach((name, arrays) -> tensors.put(name, tensor(name, arrays)));
    return tensors;
  }

  private static Tensor tensor(String name, List<NDArray> arrays) {
    Shape shape = arrays.get(0).getShape();
    float[] values = new float[Math.toIntExact(shape.size() * arrays.size())];
    int filled = 0;
    for (NDArray array : arrays) {
      float[] part = array.toFloatArray();
      System.arraycopy(part, 0, values, filled, part.length);
      filled += part.length;
    }
    return new Tensor(
        values, name.startsWith(LAYER) ? new Shape(arrays.size()).addAll(shape) : shape);
  }

  private static PickleWriter attributes(SequenceEncoder encoder, Map<String, Tensor> tensors) {
    PickleWriter pickle = new PickleWriter();
    pickle.global("__torch__", "Encoder").emptyTuple().newObject().emptyDict().mark();
    pickle.string("training").bool(false);
    pickle.string("layers").integer(encoder.config().layers());
    pickle.string("heads").integer(encoder.config().heads());
    pickle.string("cosine").bool(encoder.config().similarity() == Similarity.COSINE);
    pickle.string("headed").bool(encoder.config().head() == Head.MLP);
    pickle.string("input_scale").number(encoder.config().inputScale());
    pickle.string(TEMPERATURE).number(encoder.temperature());
    int storage = 0;
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      pickle.string(entry.getKey());
      tensor(pickle, storage++, entry.getValue());
    }
    return pickle.items().build();
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
