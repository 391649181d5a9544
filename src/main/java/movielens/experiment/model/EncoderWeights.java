package movielens.experiment.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.nn.ParameterList;

/**
 * The parameters of an encoder as plain arrays, in the encoder's own order.
 *
 * @param values one flattened array per parameter
 */
public record EncoderWeights(float[][] values) {

  /** A copy of an encoder's present parameters. */
  public static EncoderWeights of(SequenceEncoder encoder) {
    ParameterList parameters = encoder.getParameters();
    float[][] values = new float[parameters.size()][];
    for (int i = 0; i < values.length; i++) {
      values[i] = parameters.get(i).getValue().getArray().toFloatArray();
    }
    return new EncoderWeights(values);
  }

  /**
   * Writes these values into an encoder of the same shape.
   *
   * @throws IllegalArgumentException when the encoder has other parameters
   */
  public void copyTo(SequenceEncoder encoder) {
    ParameterList parameters = encoder.getParameters();
    if (parameters.size() != values.length) {
      throw new IllegalArgumentException(
          "weights of " + values.length + " parameters for an encoder of " + parameters.size());
    }
    try (NDManager step = encoder.manager().newSubManager()) {
      for (int i = 0; i < values.length; i++) {
        overwrite(parameters.get(i).getValue().getArray(), values[i], step);
      }
    }
  }

  /**
   * Replaces the values of an array in place, on its own device.
   *
   * @throws IllegalArgumentException when the sizes differ
   */
  public static void overwrite(NDArray array, float[] values, NDManager manager) {
    if (array.size() != values.length) {
      throw new IllegalArgumentException(
          values.length + " values for an array of " + array.getShape());
    }
    array.set(new NDIndex(":"), manager.create(values, array.getShape()));
  }
}
