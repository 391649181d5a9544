package movielens.experiment.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import movielens.experiment.data.InteractionLog;
import movielens.experiment.model.Activation;
import movielens.experiment.model.Attention;
import movielens.experiment.model.EncoderConfig;
import movielens.experiment.model.EncoderShape;
import movielens.experiment.model.EncoderWeights;
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
import movielens.experiment.training.loss.TargetLoss;
import movielens.experiment.training.objective.Objective;
import movielens.experiment.training.objective.Uniform;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A step that is written out against the same step by the engine's autograd. */
class WholeStepTest {
  private static final int ITEMS = 30;
  private static final int DIM = 8;

  private final InteractionLog fit = RandomLogs.of(5, 9, 15, ITEMS);
  private final TrainingSet set = TrainingSet.ofAllItems(fit, ITEMS);

  private int threads;

  /** Autograd takes halves of a batch on two threads, each with dropout of its own. */
  @BeforeEach
  void useOneThread() {
    Engine.getInstance();
    threads = JniUtils.getNumThreads();
    JniUtils.setNumThreads(1);
  }

  @AfterEach
  void restoreThreads() {
    JniUtils.setNumThreads(threads);
  }

  static List<Loss> losses() {
    return List.of(
        new SampledSoftmax(new Negatives(12, 8), true),
        new SampledSoftmax(new Negatives(12, 8), Drawing.UNIQUE, true, Mask.OWN),
        new SampledSoftmax(new Negatives(12, 0), Drawing.UNIQUE, false, Mask.NONE),
        new FullSoftmax(),
        new Gbce(3, 0.75),
        new Gbce(12, 0.75));
  }

  private static EncoderShape small() {
    return EncoderShape.of(DIM, 2, 2, 16, 6);
  }

  private static EncoderShape timed() {
    return small().scaledEmbeddings(true).time(true, true).timeClasses(70).positionBias(true);
  }

  /** Everything that an encoder can have, at least once with dropout and once without. */
  static Stream<EncoderShape> shapes() {
    return Stream.of(
        small(),
        small().dropout(0.3),
        small().similarity(Similarity.DOT).head(Head.NONE),
        small().head(Head.NONE).scaledEmbeddings(true),
        timed(),
        timed().timeDecay(true).dropout(0.2),
        small().timeDecay(true).time(true, false).similarity(Similarity.DOT),
        small().positionBias(true).head(Head.NONE),
        small().gate(Gate.SIGMOID).activation(Activation.SWIGLU),
        small().gate(Gate.SILU).dropout(0.1),
        small().attention(Attention.POINTWISE),
        timed()
            .timeDecay(true)
            .attention(Attention.POINTWISE)
            .gate(Gate.SILU)
            .activation(Activation.SWIGLU)
            .similarity(Similarity.DOT)
            .head(Head.NONE)
            .dropout(0.3));
  }

  private static TrainingConfig config(Loss loss, Objective objective) {
    return TargetLossTest.config(loss, objective);
  }

  private Batch batch(Loss loss, Objective objective, EncoderConfig shape) {
    TrainingConfig config = config(loss, objective);
    Targets targets = new Targets(set, objective);
    EpochPlan plan = EpochPlan.of(fit, targets, config, shape.window(), RandomStream.of(1, 1));
    return new BatchBuilder(set, targets, config).build(plan, 0, RandomStream.of(1, 2));
  }

  /** The loss of a batch, then the gradients of all parameters by autograd. */
  private static List<float[]> byAutograd(
      SequenceEncoder encoder, TargetLoss loss, Batch batch, NDManager step) {
    try (BatchGradients gradients = new BatchGradients(encoder, loss)) {
      NDArray value = gradients.add(batch, new SplittableRandom(1), step);
      return Stream.concat(
              Stream.of(value.toFloatArray()),
              encoder.getParameters().values().stream()
                  .map(
                      parameter ->
                          parameter.requiresGradient()
                              ? parameter.getArray().getGradient().toFloatArray()
                              : new float[(int) parameter.getArray().size()]))
          .toList();
    }
  }

  private static List<float[]> writtenOut(
      SequenceEncoder encoder, TargetLoss loss, Batch batch, NDManager step) {
    AdamW optimizer = new AdamW(encoder, TargetLossTest.config(new FullSoftmax()).optimizer());
    try (WholeStep whole = new WholeStep(encoder, loss, optimizer)) {
      return whole.gradients(batch, new SplittableRandom(1), step).stream()
          .map(NDArray::toFloatArray)
          .toList();
    } finally {
      optimizer.close();
    }
  }

  private void assertSame(Loss loss, Objective objective, EncoderConfig shape, double tolerance) {
    Batch batch = batch(loss, objective, shape);
    try (SequenceEncoder encoder = new SequenceEncoder(shape, ITEMS, Device.cpu(), 3);
        NDManager step = encoder.manager().newSubManager()) {
      TargetLoss scored = new TargetLoss(encoder, loss, set.candidates(), 150);
      List<float[]> expected = byAutograd(encoder, scored, batch, step);
      List<float[]> found = writtenOut(encoder, scored, batch, step);
      assertThat(found).hasSameSizeAs(expected);
      for (int i = 0; i < expected.size(); i++) {
        float largest = 0;
        for (float g : expected.get(i)) {
          largest = Math.max(largest, Math.abs(g));
        }
        assertThat(found.get(i))
            .as("%s under %s with %s", i == 0 ? "loss" : "gradient " + (i - 1), loss, shape)
            .containsExactly(
                expected.get(i), within((float) (tolerance * 0.01 + tolerance * largest)));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyLossHasTheGradientsOfAutograd(Similarity similarity) {
    for (Loss loss : losses()) {
      for (Objective objective :
          List.of(
              new Objective.DenseAllAction(2, new Uniform()),
              new Objective.NextAction(2),
              new Objective.AllAction(2, new Uniform()))) {
        assertSame(loss, objective, small().similarity(similarity).dropout(0.2).config(), 1e-4);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void everyEncoderHasTheGradientsOfAutograd(EncoderShape shape) {
    for (Loss loss : List.of(new FullSoftmax(), new SampledSoftmax(new Negatives(12, 8), true))) {
      assertSame(loss, new Objective.DenseAllAction(2, new Uniform()), shape.config(), 1e-4);
    }
  }

  /** Autograd rounds to bfloat16 in other places: see TargetLossTest. */
  @ParameterizedTest
  @MethodSource("shapes")
  void bf16HasNearlyTheGradientsOfAutograd(EncoderShape shape) {
    assertSame(
        new FullSoftmax(),
        new Objective.DenseAllAction(2, new Uniform()),
        shape.precision(Precision.BF16).config(),
        0.03);
  }

  /** Of several steps: what one leaves behind would show in the next. */
  @ParameterizedTest
  @EnumSource
  void takesTheStepsOfAutograd(Similarity similarity) {
    Loss loss = new SampledSoftmax(new Negatives(12, 8), true);
    EncoderShape shape = small().similarity(similarity).dropout(0.2);
    float[][] expected = afterSteps(loss, shape.kernels(Kernels.FUSED).config());
    float[][] found = afterSteps(loss, shape.kernels(Kernels.STEP).config());
    for (int i = 0; i < expected.length; i++) {
      assertThat(found[i]).as("parameter %d", i).containsExactly(expected[i], within(1e-5f));
    }
  }

  private float[][] afterSteps(Loss loss, EncoderConfig shape) {
    TrainingConfig config = TargetLossTest.config(loss);
    try (SequenceEncoder encoder = new SequenceEncoder(shape, ITEMS, Device.cpu(), 3)) {
      float[][] before = EncoderWeights.of(encoder).values();
      EncoderTrainer trainer = new EncoderTrainer(encoder, set, config, 4);
      trainer.train(untested -> Double.NaN, new TrainingListener() {}, Optional.empty());
      float[][] after = EncoderWeights.of(encoder).values();
      IntStream.range(0, after.length)
          .filter(i -> encoder.getParameters().get(i).getValue().requiresGradient())
          .forEach(i -> assertThat(after[i]).as("parameter %d", i).isNotEqualTo(before[i]));
      return after;
    }
  }

  /** Only the first event of each window predicts, so that nothing may come from those after it. */
  @ParameterizedTest
  @MethodSource("shapes")
  void noPositionLooksAhead(EncoderShape shape) {
    EncoderConfig config = shape.config();
    Loss loss = new FullSoftmax();
    Batch batch = batch(loss, new Objective.NextAction(2), config);
    float[] weights = batch.weights();
    long[] changed = batch.itemIds().clone();
    for (int target = 0; target < weights.length; target++) {
      if (batch.rows()[target] % batch.length() != 0) {
        weights[target] = 0;
      }
    }
    for (int flat = 0; flat < changed.length; flat++) {
      if (flat % batch.length() > 0 && changed[flat] != 0) {
        changed[flat] = 1 + changed[flat] % ITEMS;
      }
    }
    Batch other =
        new Batch(
            batch.windows(),
            batch.length(),
            changed,
            batch.gaps(),
            batch.rows(),
            batch.positives(),
            weights,
            batch.contrast(),
            Optional.empty());
    try (SequenceEncoder encoder = new SequenceEncoder(config, ITEMS, Device.cpu(), 3);
        NDManager step = encoder.manager().newSubManager()) {
      TargetLoss scored = new TargetLoss(encoder, loss, set.candidates());
      float[] expected = writtenOut(encoder, scored, batch, step).get(0);
      assertThat(expected[0]).isPositive();
      assertThat(writtenOut(encoder, scored, other, step).get(0)).isEqualTo(expected);
    }
  }
}
