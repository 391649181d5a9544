package movielens.experiment.training;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import movielens.experiment.model.SequenceEncoder;
import movielens.experiment.model.TorchScript;
import movielens.experiment.model.TorchScriptModule;
import movielens.experiment.training.loss.TargetLoss;
import movielens.experiment.training.loss.WrittenContrast;

/**
 * A step in one call of a script, without autograd: a GPU would otherwise wait for the program,
 * which starts its operations one by one. The batch goes over in one piece, and nothing is waited
 * for.
 */
final class WholeStep implements TrainingStep {
  private final SequenceEncoder encoder;
  private final TargetLoss loss;
  private final AdamW optimizer;
  private final NDManager own;
  private final NDManager host;
  private final TorchScriptModule script;
  private final NDArray candidates;
  private final List<NDArray> parameters;
  private final List<NDArray> gradients;
  private final List<List<NDArray>> decayed;
  private final List<List<NDArray>> others;
  private LongBuffer memory = longs(0);

  WholeStep(SequenceEncoder encoder, TargetLoss loss, AdamW optimizer) {
    this.encoder = encoder;
    this.loss = loss;
    this.optimizer = optimizer;
    own = encoder.manager().newSubManager();
    host = Engine.getInstance().newBaseManager(Device.cpu());
    candidates = own.create(loss.candidates());
    parameters = encoder.parameterArrays();
    gradients = parameters.stream().map(array -> own.zeros(array.getShape())).toList();
    // By identity: arrays are equal where their numbers are.
    IdentityHashMap<NDArray, NDArray> gradientOf = new IdentityHashMap<>();
    IntStream.range(0, parameters.size())
        .forEach(i -> gradientOf.put(parameters.get(i), gradients.get(i)));
    decayed = optimizer.moved(true, gradientOf);
    others = optimizer.moved(false, gradientOf);
    Map<String, Object> attributes = new HashMap<>(TorchScriptModule.types("float32"));
    attributes.put("device_is_gpu", encoder.device().isGpu());
    attributes.put("encoder", encoder.written());
    attributes.put("loss", loss.script());
    attributes.put("optimizer", AdamW.SCRIPT);
    script = TorchScriptModule.load(own, new TorchScript(WholeStep.class, "WholeStep", attributes));
  }

  @Override
  public NDArray take(
      Batch batch, SplittableRandom dropout, double rate, double clipNorm, NDManager step) {
    try (NDManager sent = host.newSubManager()) {
      Packed packed = packed(batch, sent);
      return script.update(
          "take",
          step,
          packed.longs(),
          packed.reals(),
          encoder.noise(packed.positions(), dropout, sent),
          candidates,
          packed.sizes(),
          parameters,
          gradients,
          decayed,
          others,
          (double) optimizer.countStep(),
          rate,
          optimizer.decay(),
          clipNorm);
    }
  }

  /**
   * The gradients alone, which are not added to those of other batches.
   *
   * @return the batch's loss (1), then the gradients of all parameters in the encoder's order
   */
  List<NDArray> gradients(Batch batch, SplittableRandom dropout, NDManager step) {
    try (NDManager sent = host.newSubManager()) {
      Packed packed = packed(batch, sent);
      List<NDArray> added = parameters.stream().map(p -> step.zeros(p.getShape())).toList();
      NDArray value =
          script.update(
              "gradients",
              step,
              packed.longs(),
              packed.reals(),
              encoder.noise(packed.positions(), dropout, sent),
              candidates,
              packed.sizes(),
              parameters,
              added);
      return Stream.concat(Stream.of(value), added.stream()).toList();
    }
  }

  /**
   * A batch as the script reads it, in this program's memory, until the next one is packed.
   *
   * @param sizes windows, positions of each, targets, what they are compared with, and hits
   */
  private record Packed(NDArray longs, NDArray reals, List<Integer> sizes) {
    long positions() {
      return (long) sizes.get(0) * sizes.get(1);
    }
  }

  private Packed packed(Batch batch, NDManager sent) {
    WrittenContrast contrast = loss.written(batch.positives(), batch.contrast());
    List<long[]> longs =
        List.of(
            batch.itemIds(),
            batch.gaps(),
            batch.rows(),
            contrast.positives(),
            contrast.others(),
            contrast.hits());
    int size = longs.stream().mapToInt(array -> array.length).sum();
    if (memory.capacity() < size) {
      memory = longs(size + size / 4);
    }
    memory.clear();
    longs.forEach(memory::put);
    float[] reals = Arrays.copyOf(batch.weights(), batch.weights().length + contrast.logQ().length);
    System.arraycopy(contrast.logQ(), 0, reals, batch.weights().length, contrast.logQ().length);
    return new Packed(
        sent.create(memory.flip(), new Shape(size)),
        sent.create(reals),
        List.of(
            batch.windows(),
            batch.length(),
            batch.rows().length,
            contrast.others().length,
            contrast.hits().length));
  }

  private static LongBuffer longs(int count) {
    return ByteBuffer.allocateDirect(Math.multiplyExact(count, Long.BYTES))
        .order(ByteOrder.nativeOrder())
        .asLongBuffer();
  }

  @Override
  public void close() {
    host.close();
    own.close();
  }
}
