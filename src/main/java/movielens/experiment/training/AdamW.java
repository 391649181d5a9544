package movielens.experiment.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.util.Pair;
import java.util.ArrayList;
import java.util.List;
import movielens.experiment.model.EncoderWeights;
import movielens.experiment.model.SequenceEncoder;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter, ICLR 2019) and clipping of the global
 * gradient norm. Decay is applied to weight matrices and embeddings, not to biases, norms and the
 * temperature. Its moments can be read and written, which exact resumption needs and DJL's own
 * optimizers do not offer.
 */
final class AdamW {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  private final OptimizerConfig config;
  private final List<Slot> slots = new ArrayList<>();
  private final NDManager manager;
  private long steps;

  AdamW(SequenceEncoder encoder, OptimizerConfig config) {
    this.config = config;
    manager = encoder.manager().newSubManager();
    for (Pair<String, Parameter> entry : encoder.getParameters()) {
      Parameter parameter = entry.getValue();
      if (parameter.requiresGradient()) {
        NDArray value = parameter.getArray();
        boolean decays = parameter.getType() == Parameter.Type.WEIGHT;
        slots.add(
            new Slot(
                (PtNDArray) value,
                manager.zeros(value.getShape()),
                manager.zeros(value.getShape()),
                decays ? config.weightDecay() : 0));
      }
    }
  }

  private record Slot(PtNDArray value, NDArray mean, NDArray variance, double decay) {}

  /**
   * Moves the parameters along their accumulated gradients and sets the gradients to zero.
   *
   * @param learningRate rate of this step
   * @param step manager of what the step computes
   * @return the global gradient norm before clipping, a scalar attached to {@code step}
   */
  NDArray step(double learningRate, NDManager step) {
    steps++;
    List<NDArray> gradients = new ArrayList<>(slots.size());
    NDArray squares = step.zeros(new Shape());
    for (Slot slot : slots) {
      NDArray gradient = slot.value().getGradient();
      gradient.attach(step);
      gradients.add(gradient);
      squares = squares.add(gradient.square().sum());
    }
    NDArray norm = squares.sqrt();
    // clip/max(norm, clip): stays on the device, so that no step waits for the host.
    NDArray scale = norm.maximum(config.clipNorm()).pow(-1).mul(config.clipNorm());
    double meanCorrection = 1 - Math.pow(BETA1, (double) steps);
    double rootCorrection = Math.sqrt(1 - Math.pow(BETA2, (double) steps));
    for (int i = 0; i < gradients.size(); i++) {
      Slot slot = slots.get(i);
      NDArray gradient = gradients.get(i).mul(scale);
      slot.mean().muli(BETA1).addi(gradient.mul(1 - BETA1));
      slot.variance().muli(BETA2).addi(gradient.square().muli(1 - BETA2));
      try (NDArray root = slot.variance().sqrt();
          NDArray update = slot.mean().div(root.divi(rootCorrection).addi(EPSILON))) {
        if (slot.decay() > 0) {
          slot.value().muli(1 - learningRate * slot.decay());
        }
        slot.value().subi(update.muli(learningRate / meanCorrection));
      }
      JniUtils.zeroGrad(slot.value());
    }
    return norm;
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
