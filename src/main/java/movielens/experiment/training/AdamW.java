package movielens.experiment.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import movielens.experiment.model.EncoderWeights;
import movielens.experiment.model.SequenceEncoder;
import movielens.experiment.model.TorchScript;
import movielens.experiment.model.TorchScriptModule;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter, ICLR 2019) and clipping of the global
 * gradient norm. Decay is applied to weight matrices and embeddings, not to biases, norms and the
 * temperature. Its moments can be read and written, which exact resumption needs and DJL's own
 * optimizers do not offer.
 */
final class AdamW {
  /** Its operations. */
  static final TorchScript SCRIPT = new TorchScript(AdamW.class, "AdamW", Map.of());

  private final List<Slot> slots = new ArrayList<>();
  private final List<Group> groups;
  private final NDManager manager;
  private final TorchScriptModule fused;
  private long steps;

  AdamW(SequenceEncoder encoder, OptimizerConfig config) {
    manager = encoder.manager().newSubManager();
    fused = TorchScriptModule.load(manager, SCRIPT);
    for (Pair<String, Parameter> entry : encoder.getParameters()) {
      Parameter parameter = entry.getValue();
      if (parameter.requiresGradient()) {
        NDArray value = parameter.getArray();
        slots.add(
            new Slot(
                value,
                manager.zeros(value.getShape()),
                manager.zeros(value.getShape()),
                parameter.getType() == Parameter.Type.WEIGHT));
      }
    }
    groups = List.of(new Group(places(true), config.weightDecay()), new Group(places(false), 0));
  }

  private record Slot(NDArray value, NDArray mean, NDArray variance, boolean decays) {
    NDArray gradient(NDManager step) {
      NDArray gradient = value.getGradient();
      gradient.attach(step);
      return gradient;
    }
  }

  /** Places in {@link #slots} that are moved together. */
  private record Group(int[] places, double decay) {
    List<NDArray> each(IntFunction<NDArray> array) {
      return IntStream.of(places).mapToObj(array).toList();
    }
  }

  private int[] places(boolean decays) {
    return IntStream.range(0, slots.size()).filter(i -> slots.get(i).decays() == decays).toArray();
  }

  /**
   * Moves the parameters along their accumulated gradients and sets the gradients to zero.
   *
   * @param learningRate rate of this step
   * @param clipNorm largest global gradient norm
   * @param step manager of what the step computes
   * @return the global gradient norm before clipping, a scalar attached to {@code step}
   */
  NDArray step(double learningRate, double clipNorm, NDManager step) {
    steps++;
    List<NDArray> gradients = slots.stream().map(slot -> slot.gradient(step)).toList();
    NDArray norm = fused.update("norm", step, gradients);
    NDArray count = step.create((float) steps);
    for (Group group : groups) {
      fused.update(
          "step",
          step,
          group.each(i -> slots.get(i).value()),
          group.each(gradients::get),
          group.each(i -> slots.get(i).mean()),
          group.each(i -> slots.get(i).variance()),
          group.each(i -> count),
          List.of(norm),
          learningRate,
          group.decay(),
          clipNorm);
    }
    return norm;
  }

  /**
   * What a step moves, for one that is written out.
   *
   * @param decays whether of the parameters that decay, or of the others
   * @param gradients of each trained parameter
   * @return values, gradients, first and second moments
   */
  List<List<NDArray>> moved(boolean decays, IdentityHashMap<NDArray, NDArray> gradients) {
    Group group = groups.get(decays ? 0 : 1);
    return List.of(
        group.each(i -> slots.get(i).value()),
        group.each(i -> gradients.get(slots.get(i).value())),
        group.each(i -> slots.get(i).mean()),
        group.each(i -> slots.get(i).variance()));
  }

  /** Decay of the parameters that decay. */
  double decay() {
    return groups.get(0).decay();
  }

  /** Counts a step that is taken elsewhere, and says which it is, 1 being the first. */
  long countStep() {
    return ++steps;
  }

  /** Steps taken. */
  long steps() {
    return steps;
  }

  /** Steps taken, then first and second moments: what {@link #restore} needs to go on exactly. */
  State state() {
    float[][] means = new float[slots.size()][];
    float[][] variances = new float[slots.size()][];
    for (int i = 0; i < slots.size(); i++) {
      means[i] = slots.get(i).mean().toFloatArray();
      variances[i] = slots.get(i).variance().toFloatArray();
    }
    return new State(steps, means, variances);
  }

  void restore(State state) {
    steps = state.steps();
    try (NDManager temporary = manager.newSubManager()) {
      for (int i = 0; i < slots.size(); i++) {
        EncoderWeights.overwrite(slots.get(i).mean(), state.means()[i], temporary);
        EncoderWeights.overwrite(slots.get(i).variance(), state.variances()[i], temporary);
      }
    }
  }

  void close() {
    manager.close();
  }

  /** What the optimizer remembers between steps; one array per trained parameter. */
  record State(long steps, float[][] means, float[][] variances) {}
}
