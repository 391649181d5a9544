package movielens.experiment.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import java.util.List;
import movielens.experiment.model.EncoderWeights;
import movielens.experiment.model.SequenceEncoder;
import movielens.experiment.model.TorchScriptModule;

/**
 * An exponential moving average of an encoder's weights over the steps of training (Polyak and
 * Juditsky, 1992): after each step the average keeps a share of itself and takes the rest from the
 * weights. Early, when the average is young, it keeps less: (1 + t)/(10 + t) after t steps.
 */
final class WeightAverage implements AutoCloseable {
  private final double decay;
  private final NDManager manager;
  private final List<NDArray> weights;
  private final List<NDArray> averages;
  private final TorchScriptModule fused;

  /**
   * @param encoder whose weights are averaged
   * @param start the average before the first step that is added
   * @param decay share that the average keeps in the long run, in (0, 1)
   */
  WeightAverage(SequenceEncoder encoder, EncoderWeights start, double decay) {
    this.decay = decay;
    manager = encoder.manager().newSubManager();
    weights = encoder.getParameters().values().stream().map(Parameter::getArray).toList();
    averages = weights.stream().map(array -> manager.zeros(array.getShape())).toList();
    fused = TorchScriptModule.load(manager, AdamW.SCRIPT);
    try (NDManager temporary = manager.newSubManager()) {
      for (int i = 0; i < averages.size(); i++) {
        EncoderWeights.overwrite(averages.get(i), start.values()[i], temporary);
      }
    }
  }

  /** Share that the average keeps at a step, 1 being the first. */
  static double kept(double decay, long step) {
    return Math.min(decay, (1.0 + step) / (10 + step));
  }

  /**
   * Adds the weights as they are.
   *
   * @param step number of this step, 1 being the first
   * @param computed manager of what the step computes
   */
  void add(long step, NDManager computed) {
    fused.update("average", computed, averages, weights, 1 - kept(decay, step));
  }

  /** The average as it is. */
  EncoderWeights weights() {
    return new EncoderWeights(averages.stream().map(NDArray::toFloatArray).toArray(float[][]::new));
  }

  @Override
  public void close() {
    manager.close();
  }
}
