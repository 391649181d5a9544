package movielens.experiment.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.ParameterList;
import ai.djl.training.GradientCollector;
import java.util.SplittableRandom;
import movielens.experiment.model.EncoderShape;
import movielens.experiment.model.EncoderWeights;
import movielens.experiment.model.SequenceEncoder;
import org.junit.jupiter.api.Test;

class AdamWTest {
  private static final OptimizerConfig CONFIG = new OptimizerConfig(0.01, 0.1, 0, 0.5);

  private static SequenceEncoder encoder() {
    return new SequenceEncoder(EncoderShape.of(8, 1, 2, 16, 4).config(), 6, Device.cpu(), 3);
  }

  private static NDArray loss(SequenceEncoder encoder, NDManager step) {
    NDArray users =
        encoder.trainingUsers(
            step.create(new long[] {1, 2, 3, 4}, new Shape(1, 4)),
            step.create(new long[4], new Shape(1, 4)),
            step.create(new long[] {0, 1, 2, 3}),
            new SplittableRandom(1));
    NDArray items = encoder.items(step.create(new long[] {2, 3, 4, 5}), true);
    return encoder.scaled(users, true).mul(items).sum();
  }

  private static void backward(SequenceEncoder encoder, NDManager step) {
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      collector.backward(loss(encoder, step));
    }
  }

  @Test
  void followsTheFormulaOverSeveralSteps() {
    try (SequenceEncoder encoder = encoder()) {
      AdamW optimizer = new AdamW(encoder, CONFIG);
      ParameterList parameters = encoder.getParameters();
      double[][] expected = doubles(EncoderWeights.of(encoder).values());
      double[][] mean = zerosLike(expected);
      double[][] variance = zerosLike(expected);
      for (int t = 1; t <= 3; t++) {
        try (NDManager step = encoder.manager().newSubManager()) {
          backward(encoder, step);
          double[][] gradients = new double[expected.length][];
          double squares = 0;
          for (int i = 0; i < gradients.length; i++) {
            gradients[i] =
                doubles(parameters.get(i).getValue().getArray().getGradient().toFloatArray());
            for (double g : gradients[i]) {
              squares += g * g;
            }
          }
          double norm = Math.sqrt(squares);
          assertThat(norm).as("clipping is at work").isGreaterThan(CONFIG.clipNorm());
          assertThat((double) optimizer.step(0.01, CONFIG.clipNorm(1), step).getFloat())
              .isCloseTo(norm, within(1e-4 * norm));
          for (int i = 0; i < gradients.length; i++) {
            boolean decays = parameters.get(i).getValue().getType() == Parameter.Type.WEIGHT;
            for (int j = 0; j < gradients[i].length; j++) {
              double g = gradients[i][j] * CONFIG.clipNorm() / norm;
              mean[i][j] = 0.9 * mean[i][j] + 0.1 * g;
              variance[i][j] = 0.999 * variance[i][j] + 0.001 * g * g;
              double update =
                  mean[i][j]
                      / (1 - Math.pow(0.9, t))
                      / (Math.sqrt(variance[i][j] / (1 - Math.pow(0.999, t))) + 1e-8);
              expected[i][j] -= 0.01 * ((decays ? 0.1 * expected[i][j] : 0) + update);
            }
          }
        }
        float[][] actual = EncoderWeights.of(encoder).values();
        for (int i = 0; i < actual.length; i++) {
          for (int j = 0; j < actual[i].length; j++) {
            // Where a gradient is zero up to rounding, Adam's direction is rounding too.
            if (Math.sqrt(variance[i][j]) > 1e-6) {
              assertThat((double) actual[i][j])
                  .as("%s[%d], step %d", parameters.get(i).getKey(), j, t)
                  .isCloseTo(expected[i][j], within(2e-4));
            }
          }
        }
      }
      optimizer.close();
    }
  }

  @Test
  void gradientsStartFromZeroAfterAStep() {
    try (SequenceEncoder encoder = encoder();
        NDManager step = encoder.manager().newSubManager()) {
      AdamW optimizer = new AdamW(encoder, CONFIG);
      backward(encoder, step);
      optimizer.step(0.01, CONFIG.clipNorm(1), step);
      for (var parameter : encoder.getParameters()) {
        assertThat(parameter.getValue().getArray().getGradient().abs().sum().getFloat()).isZero();
      }
      optimizer.close();
    }
  }

  @Test
  void decaySparesBiasesNormsAndTemperature() {
    try (SequenceEncoder encoder = encoder()) {
      for (var entry : encoder.getParameters()) {
        boolean matrix = entry.getValue().getArray().getShape().dimension() == 2;
        assertThat(entry.getValue().getType() == Parameter.Type.WEIGHT)
            .as(entry.getKey())
            .isEqualTo(matrix);
      }
    }
  }

  private static double[][] doubles(float[][] values) {
    double[][] copies = new double[values.length][];
    for (int i = 0; i < values.length; i++) {
      copies[i] = doubles(values[i]);
    }
    return copies;
  }

  private static double[] doubles(float[] values) {
    double[] copy = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      copy[i] = values[i];
    }
    return copy;
  }

  private static double[][] zerosLike(double[][] values) {
    double[][] zeros = new double[values.length][];
    for (int i = 0; i < values.length; i++) {
      zeros[i] = new double[values[i].length];
    }
    return zeros;
  }
}
