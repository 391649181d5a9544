package movielens.experiment.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import movielens.experiment.data.InteractionLog;
import movielens.experiment.model.Activation;
import movielens.experiment.model.Attention;
import movielens.experiment.model.EncoderConfig;
import movielens.experiment.model.EncoderShape;
import movielens.experiment.model.Gate;
import movielens.experiment.model.Head;
import movielens.experiment.model.Kernels;
import movielens.experiment.model.Precision;
import movielens.experiment.model.SequenceEncoder;
import movielens.experiment.model.Similarity;
import movielens.experiment.training.loss.Drawing;
import movielens.experiment.training.loss.FullSoftmax;
import movielens.experiment.training.loss.Gbce;
import movielens.experiment.training.loss.Loss;
import movielens.experiment.training.loss.Mask;
import movielens.experiment.training.loss.Negatives;
import movielens.experiment.training.loss.SampledSoftmax;
import movielens.experiment.training.loss.SampledSoftmax.SharedNegatives;
import movielens.experiment.training.loss.TargetLoss;
import movielens.experiment.training.objective.Objective;
import movielens.experiment.training.objective.Uniform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each loss against a twin in plain Java that works from the same embeddings. */
class TargetLossTest {
  private static final int ITEMS = 30;
  private static final int DIM = 8;

  /** So that a batch takes several tiles, the last of them not full. */
  private static final int FEW_SCORES = 150;

  private static EncoderConfig shape(Kernels kernels, Similarity similarity) {
    return EncoderShape.of(DIM, 1, 2, 16, 6).similarity(similarity).kernels(kernels).config();
  }

  private final InteractionLog fit = RandomLogs.of(4, 9, 15, ITEMS);

  static TrainingConfig config(Loss loss) {
    return config(loss, new Objective.DenseAllAction(2, new Uniform()));
  }

  static TrainingConfig config(Loss loss, Objective objective) {
    return new TrainingConfig(
        objective,
        loss,
        UserWeights.EQUAL,
        new OptimizerConfig(1e-3, 0.01, 0.1, 1),
        Batching.of(5),
        Epochs.of(1, 0, 0));
  }

  /** Scores of every item for every target: [target][item], item 0 unused. */
  private static double[][] scores(SequenceEncoder encoder, Batch batch, NDManager step) {
    float[] users =
        encoder
            .scaled(
                encoder.users(
                    step.create(batch.itemIds(), new Shape(batch.windows(), batch.length())),
                    step.create(batch.gaps(), new Shape(batch.windows(), batch.length())),
                    step.create(batch.rows())),
                false)
            .toFloatArray();
    float[] items = encoder.items(step.arange(0, ITEMS + 1), false).toFloatArray();
    double[][] scores = new double[batch.rows().length][ITEMS + 1];
    for (int target = 0; target < scores.length; target++) {
      for (int item = 1; item <= ITEMS; item++) {
        for (int i = 0; i < DIM; i++) {
          scores[target][item] += (double) users[target * DIM + i] * items[item * DIM + i];
        }
      }
    }
    return scores;
  }

  private static BatchGradients lossOf(SequenceEncoder encoder, Loss loss, TrainingSet set) {
    TargetLoss ofTargets = new TargetLoss(encoder, loss, set.candidates(), FEW_SCORES);
    return new BatchGradients(encoder, ofTargets);
  }

  private interface Twin {
    double of(int target, double[] scores, Batch batch);
  }

  private void assertSame(Loss loss, TrainingSet set, Twin twin) {
    for (Kernels kernels : Kernels.values()) {
      assertSame(loss, set, twin, shape(kernels, Similarity.COSINE));
    }
  }

  private void assertSame(Loss loss, TrainingSet set, Twin twin, EncoderConfig shape) {
    TrainingConfig config = config(loss);
    Targets targets = new Targets(set, config.objective());
    EpochPlan plan = EpochPlan.of(fit, targets, config, shape.window(), RandomStream.of(1, 1));
    Batch batch = new BatchBuilder(set, targets, config).build(plan, 0, RandomStream.of(1, 2));
    try (SequenceEncoder encoder = new SequenceEncoder(shape, ITEMS, Device.cpu(), 3);
        NDManager step = encoder.manager().newSubManager()) {
      double[][] scores = scores(encoder, batch, step);
      double expected = 0;
      for (int target = 0; target < scores.length; target++) {
        expected += batch.weights()[target] * twin.of(target, scores[target], batch);
      }
      assertThat(scores).isNotEmpty();
      double actual =
          lossOf(encoder, loss, set).loss(batch, new SplittableRandom(1), step).getFloat();
      assertThat(actual).isCloseTo(expected, within(1e-4 * Math.abs(expected)));
    }
  }

  @Test
  void sampledSoftmaxWithLogQAndMask() {
    assertSame(
        new SampledSoftmax(new Negatives(12, 8), true),
        TrainingSet.ofAllItems(fit, ITEMS),
        TargetLossTest::sampledSoftmax);
  }

  @Test
  void sampledSoftmaxWithoutLogQ() {
    assertSame(
        new SampledSoftmax(new Negatives(12, 0), false),
        TrainingSet.ofAllItems(fit, ITEMS),
        TargetLossTest::sampledSoftmax);
  }

  @Test
  void sampledSoftmaxOfUniqueNegatives() {
    assertSame(
        new SampledSoftmax(new Negatives(12, 8), Drawing.UNIQUE, true, Mask.OWN),
        TrainingSet.ofAllItems(fit, ITEMS),
        TargetLossTest::sampledSoftmax);
  }

  private static double sampledSoftmax(int target, double[] scores, Batch batch) {
    SharedNegatives shared = (SharedNegatives) batch.contrast();
    double positive = scores[(int) batch.positives()[target]] - shared.positiveLogQ()[target];
    double sum = Math.exp(positive);
    for (int column = 0; column < shared.items().length; column++) {
      long place = (long) target * shared.items().length + column;
      boolean real = shared.items()[column] != 0;
      if (real && Arrays.stream(shared.hits()).noneMatch(hit -> hit == place)) {
        sum += Math.exp(scores[(int) shared.items()[column]] - shared.negativeLogQ()[column]);
      }
    }
    return Math.log(sum) - positive;
  }

  @Test
  void fullSoftmaxOverTheCandidates() {
    int[] even = java.util.stream.IntStream.rangeClosed(1, ITEMS).filter(i -> i % 2 == 0).toArray();
    assertSame(
        new FullSoftmax(),
        new TrainingSet(fit, ITEMS, even),
        (target, scores, batch) -> {
          double sum = 0;
          for (int item : even) {
            sum += Math.exp(scores[item]);
          }
          return Math.log(sum) - scores[(int) batch.positives()[target]];
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 12})
  void gbce(int negatives) {
    double alpha = negatives / 29.0;
    double beta = alpha * (0.75 * (1 - 1 / alpha) + 1 / alpha);
    assertSame(
        new Gbce(negatives, 0.75),
        TrainingSet.ofAllItems(fit, ITEMS),
        (target, scores, batch) -> {
          long[] drawn = ((Gbce.OwnNegatives) batch.contrast()).items();
          double prior = Math.log(beta / negatives);
          double sum = -beta * logSigmoid(scores[(int) batch.positives()[target]] + prior);
          for (int i = 0; i < negatives; i++) {
            int negative = (int) drawn[target * negatives + i];
            sum -= logSigmoid(-scores[negative] - prior);
          }
          return sum / (negatives + 1);
        });
  }

  @ParameterizedTest
  @EnumSource
  void fusedKernelsHaveTheGradientsOfPlainOnes(Similarity similarity) {
    for (Loss loss :
        List.of(
            new SampledSoftmax(new Negatives(12, 8), true),
            new SampledSoftmax(new Negatives(12, 8), Drawing.UNIQUE, true, Mask.NONE),
            new FullSoftmax(),
            new Gbce(7, 0.75),
            new Gbce(12, 0.75))) {
      assertSameGradients(loss, shape(Kernels.FUSED, similarity), shape(Kernels.PLAIN, similarity));
    }
  }

  @Test
  void timesHaveTheSameGradientsInBothKernels() {
    float[][] gradients =
        assertSameGradients(new FullSoftmax(), timed(Kernels.FUSED), timed(Kernels.PLAIN));

    for (float[] gradient : gradients) {
      assertThat(norm(gradient)).isPositive();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "SOFTMAX,SIGMOID,SWIGLU",
    "SOFTMAX,SILU,GELU",
    "POINTWISE,NONE,GELU",
    "POINTWISE,SILU,SWIGLU"
  })
  void variantsOfLayersHaveTheSameGradientsInBothKernels(
      Attention attention, Gate gate, Activation activation) {
    EncoderShape shape =
        EncoderShape.of(DIM, 2, 2, 16, 6)
            .scaledEmbeddings(true)
            .time(true, true)
            .timeClasses(70)
            .timeDecay(true)
            .positionBias(true)
            .attention(attention)
            .gate(gate)
            .activation(activation)
            .similarity(Similarity.DOT);
    float[][] gradients =
        assertSameGradients(
            new FullSoftmax(),
            shape.kernels(Kernels.FUSED).config(),
            shape.kernels(Kernels.PLAIN).config());

    for (float[] gradient : gradients) {
      assertThat(norm(gradient)).isPositive();
    }
  }

  private static EncoderConfig timed(Kernels kernels) {
    return EncoderShape.of(DIM, 2, 2, 16, 6)
        .scaledEmbeddings(true)
        .time(true, true)
        .positionBias(true)
        .head(Head.NONE)
        .similarity(Similarity.DOT)
        .kernels(kernels)
        .config();
  }

  private float[][] assertSameGradients(Loss loss, EncoderConfig fusedShape, EncoderConfig other) {
    TrainingSet set = TrainingSet.ofAllItems(fit, ITEMS);
    float[][] fused = gradients(loss, set, fusedShape);
    float[][] plain = gradients(loss, set, other);
    for (int i = 0; i < plain.length; i++) {
      float largest = 0;
      for (float g : plain[i]) {
        largest = Math.max(largest, Math.abs(g));
      }
      assertThat(fused[i])
          .as("gradient of parameter %d under %s", i, loss)
          .containsExactly(plain[i], within(1e-5f + 1e-4f * largest));
    }
    return fused;
  }

  private static double norm(float[] values) {
    double squares = 0;
    for (float value : values) {
      squares += (double) value * value;
    }
    return Math.sqrt(squares);
  }

  /** Eight bits of mantissa: two decimal digits of each factor, and sums in float32. */
  @ParameterizedTest
  @EnumSource
  void bf16HasNearlyTheGradientsOfFloat32(Similarity similarity) {
    TrainingSet set = TrainingSet.ofAllItems(fit, ITEMS);
    for (Loss loss :
        List.of(
            new SampledSoftmax(new Negatives(12, 8), true),
            new FullSoftmax(),
            new Gbce(12, 0.75))) {
      EncoderShape shape = EncoderShape.of(DIM, 1, 2, 16, 6).similarity(similarity);
      EncoderConfig exactShape = shape.config();
      EncoderConfig roundedShape = shape.precision(Precision.BF16).config();
      float[][] exact = gradients(loss, set, exactShape);
      float[][] rounded = gradients(loss, set, roundedShape);
      for (int i = 0; i < exact.length; i++) {
        float[] error = new float[exact[i].length];
        for (int j = 0; j < error.length; j++) {
          error[j] = rounded[i][j] - exact[i][j];
        }
        assertThat(norm(error))
            .as("error of the gradient of parameter %d under %s", i, loss)
            .isLessThanOrEqualTo(0.05 * norm(exact[i]) + 1e-6);
      }
      assertThat(rounded[0]).isNotEqualTo(exact[0]);
    }
  }

  private float[][] gradients(Loss loss, TrainingSet set, EncoderConfig shape) {
    TrainingConfig config = config(loss);
    Targets targets = new Targets(set, config.objective());
    EpochPlan plan = EpochPlan.of(fit, targets, config, shape.window(), RandomStream.of(1, 1));
    Batch batch = new BatchBuilder(set, targets, config).build(plan, 0, RandomStream.of(1, 2));
    try (SequenceEncoder encoder = new SequenceEncoder(shape, ITEMS, Device.cpu(), 3);
        NDManager step = encoder.manager().newSubManager()) {
      BatchGradients gradients = lossOf(encoder, loss, set);
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        collector.backward(gradients.loss(batch, new SplittableRandom(1), step));
      }
      return encoder.getParameters().values().stream()
          .filter(Parameter::requiresGradient)
          .map(parameter -> parameter.getArray().getGradient().toFloatArray())
          .toArray(float[][]::new);
    }
  }

  private static double logSigmoid(double x) {
    return -Math.log1p(Math.exp(-x));
  }
}
