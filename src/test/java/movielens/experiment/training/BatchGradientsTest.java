package movielens.experiment.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.jni.JniUtils;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import movielens.experiment.data.InteractionLog;
import movielens.experiment.model.Attention;
import movielens.experiment.model.EncoderConfig;
import movielens.experiment.model.EncoderShape;
import movielens.experiment.model.SequenceEncoder;
import movielens.experiment.training.loss.FullSoftmax;
import movielens.experiment.training.loss.Gbce;
import movielens.experiment.training.loss.Loss;
import movielens.experiment.training.loss.Negatives;
import movielens.experiment.training.loss.SampledSoftmax;
import movielens.experiment.training.loss.SampledSoftmax.SharedNegatives;
import movielens.experiment.training.loss.TargetLoss;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Halves of a batch on two threads against the whole of it on one. */
class BatchGradientsTest {
  private static final int ITEMS = 30;
  private static final EncoderConfig SHAPE = EncoderShape.of(8, 2, 2, 16, 6).config();

  private final InteractionLog fit = RandomLogs.of(5, 12, 15, ITEMS);
  private int threads;

  @BeforeEach
  void rememberThreads() {
    Engine.getInstance();
    threads = JniUtils.getNumThreads();
  }

  @AfterEach
  void restoreThreads() {
    JniUtils.setNumThreads(threads);
  }

  static Stream<Loss> losses() {
    return Stream.of(
        new SampledSoftmax(new Negatives(12, 8), true),
        new SampledSoftmax(new Negatives(12, 0), false),
        new FullSoftmax(),
        new Gbce(3, 0.75),
        new Gbce(12, 0.75));
  }

  private Batch batch(Loss loss) {
    TrainingConfig config = TargetLossTest.config(loss);
    TrainingSet set = TrainingSet.ofAllItems(fit, ITEMS);
    Targets targets = new Targets(set, config.objective());
    EpochPlan plan = EpochPlan.of(fit, targets, config, SHAPE.window(), RandomStream.of(3, 1));
    return new BatchBuilder(set, targets, config).build(plan, 0, RandomStream.of(3, 2));
  }

  /** The loss of a batch, then the gradients of all parameters. */
  private float[][] gradients(EncoderConfig shape, Loss loss, int onThreads) {
    return gradients(shape, loss, onThreads, Pieces.WHOLE);
  }

  private float[][] gradients(EncoderConfig shape, Loss loss, int onThreads, Pieces pieces) {
    JniUtils.setNumThreads(onThreads);
    try (SequenceEncoder encoder = new SequenceEncoder(shape, ITEMS, Device.cpu(), 11);
        NDManager step = encoder.manager().newSubManager();
        BatchGradients gradients =
            new BatchGradients(
                encoder,
                new TargetLoss(encoder, loss, TrainingSet.ofAllItems(fit, ITEMS).candidates()),
                pieces)) {
      NDArray value = gradients.add(batch(loss), new SplittableRandom(1), step);

      assertThat(JniUtils.getNumThreads()).isEqualTo(onThreads);
      List<NDArray> parameters =
          encoder.getParameters().values().stream()
              .filter(Parameter::requiresGradient)
              .map(Parameter::getArray)
              .toList();
      return Stream.concat(Stream.of(value), parameters.stream().map(NDArray::getGradient))
          .map(NDArray::toFloatArray)
          .toArray(float[][]::new);
    }
  }

  @ParameterizedTest
  @MethodSource("losses")
  void halvesGiveTheGradientsOfTheWhole(Loss loss) {
    float[][] whole = gradients(SHAPE, loss, 1);
    assertAlike(gradients(SHAPE, loss, 2), whole);
  }

  /** A window may have no target, and the last ones of a batch may be padding. */
  @ParameterizedTest
  @MethodSource("losses")
  void piecesGiveTheGradientsOfTheWhole(Loss loss) {
    float[][] whole = gradients(SHAPE, loss, 1);
    int windows = batch(loss).windows();
    Pieces ofOneWindow = new Pieces(1 << 24, 0);
    assertThat(ofOneWindow.of(windows, 6)).isEqualTo(windows).isGreaterThan(2);

    assertAlike(gradients(SHAPE, loss, 1, ofOneWindow), whole);
    assertAlike(gradients(SHAPE, loss, 2, ofOneWindow), whole);
  }

  @Test
  void largeBatchesAreComputedInPiecesAndThoseOfRunInOne() {
    EncoderConfig run = EncoderShape.of(256, 4, 8, 1024, 64).config();
    assertThat(Pieces.of(run).of(64, 64)).isEqualTo(1);
    assertThat(Pieces.of(run).of(128, 64)).isEqualTo(1);
    assertThat(Pieces.of(run).of(1, 64)).isEqualTo(1);
    assertThat(Pieces.WHOLE.of(4096, 200)).isEqualTo(1);
    // 1,000 · 200 · 1,024 floats in the widest tensor of 2 ^ 23 at most
    assertThat(Pieces.of(run).of(1000, 200)).isEqualTo(25);
    EncoderConfig pointwise =
        EncoderShape.of(128, 8, 4, 344, 200).attention(Attention.POINTWISE).config();
    // 128 · 4 · 200 · 200
    assertThat(Pieces.of(pointwise).of(128, 200)).isEqualTo(3);
    // 128 · 50 · 344, as the scores of so short windows are fewer
    assertThat(Pieces.of(pointwise).of(128, 50)).isEqualTo(1);
    assertThat(Pieces.of(pointwise).of(2, 100_000)).isEqualTo(2);
    EncoderConfig told = EncoderShape.of(128, 8, 4, 344, 200).timeDecay(true).config();
    // 128 · 8 · 200 · 200
    assertThat(Pieces.of(told).of(128, 200)).isEqualTo(5);
  }

  private static void assertAlike(float[][] gradients, float[][] whole) {
    assertThat(gradients.length).isEqualTo(whole.length);
    for (int p = 0; p < whole.length; p++) {
      float largest = 0;
      for (float gradient : whole[p]) {
        largest = Math.max(largest, Math.abs(gradient));
      }
      assertThat(gradients[p]).containsExactly(whole[p], within(1e-4f * largest + 1e-7f));
    }
  }

  /** The sum of more than two gradients depends on their order, so threads may not race there. */
  @Test
  void theSameBytesEachTimeInPieces() {
    EncoderConfig shape = EncoderShape.of(8, 2, 2, 16, 6).dropout(0.3).config();
    Loss loss = new SampledSoftmax(new Negatives(12, 8), true);
    Batch batch = batch(loss);
    Pieces two = new Pieces(1.5 * (1 << 23) / (batch.windows() * batch.length()), 0);
    assertThat(two.of(batch.windows(), batch.length())).isEqualTo(2);
    for (Pieces pieces : List.of(two, new Pieces(1 << 24, 0))) {
      float[][] first = gradients(shape, loss, 2, pieces);
      for (int i = 0; i < 40; i++) {
        assertThat(gradients(shape, loss, 2, pieces)).isDeepEqualTo(first);
      }
    }
  }

  @Test
  void theSameBytesEachTime() {
    EncoderConfig shape = EncoderShape.of(8, 2, 2, 16, 6).dropout(0.3).config();
    Loss loss = new SampledSoftmax(new Negatives(12, 8), true);
    float[][] first = gradients(shape, loss, 2);
    for (int i = 0; i < 20; i++) {
      assertThat(gradients(shape, loss, 2)).isDeepEqualTo(first);
    }
  }

  @ParameterizedTest
  @MethodSource("losses")
  void everyTargetIsInOneHalfWithWhatBelongsToIt(Loss loss) {
    Batch whole = batch(loss);
    List<Batch> halves = whole.parts(2);
    assertThat(halves).hasSize(2);
    Batch first = halves.get(0);
    Batch second = halves.get(1);
    int begin = first.windows() * first.length();
    int inFirst = targets(first);
    int targets = targets(whole);

    assertThat(first.windows() + second.windows()).isEqualTo(whole.windows());
    assertThat(joined(first.itemIds(), second.itemIds())).isEqualTo(whole.itemIds());
    assertThat(joined(first.gaps(), second.gaps())).isEqualTo(whole.gaps());
    assertThat(inFirst + targets(second)).isEqualTo(targets);
    for (int target = 0; target < targets; target++) {
      Batch half = target < inFirst ? first : second;
      int at = target < inFirst ? target : target - inFirst;
      long shift = target < inFirst ? 0 : begin;
      assertThat(half.rows()[at] + shift).isEqualTo(whole.rows()[target]);
      assertThat(half.positives()[at]).isEqualTo(whole.positives()[target]);
      assertThat(half.weights()[at]).isEqualTo(whole.weights()[target]);
      if (whole.contrast() instanceof SharedNegatives all) {
        SharedNegatives own = (SharedNegatives) half.contrast();
        assertThat(own.items()).isEqualTo(all.items());
        assertThat(own.negativeLogQ()).isEqualTo(all.negativeLogQ());
        assertThat(own.positiveLogQ()[at]).isEqualTo(all.positiveLogQ()[target]);
        assertThat(columnsHit(own, at)).isEqualTo(columnsHit(all, target));
      }
      if (whole.contrast() instanceof Gbce.OwnNegatives all) {
        int n = all.perTarget();
        long[] own = ((Gbce.OwnNegatives) half.contrast()).items();
        assertThat(Arrays.copyOfRange(own, at * n, (at + 1) * n))
            .isEqualTo(Arrays.copyOfRange(all.items(), target * n, (target + 1) * n));
      }
    }
    for (Batch half : halves) {
      assertThat(half.rows().length % TargetLoss.ROWS).isZero();
      assertThat(IntStream.range(targets(half), half.rows().length))
          .allMatch(i -> half.weights()[i] == 0 && half.rows()[i] == 0);
    }
  }

  private static int targets(Batch batch) {
    return (int) Arrays.stream(batch.positives()).filter(item -> item != 0).count();
  }

  private static long[] joined(long[] a, long[] b) {
    return LongStream.concat(Arrays.stream(a), Arrays.stream(b)).toArray();
  }

  private static long[] columnsHit(SharedNegatives negatives, int row) {
    int columns = negatives.items().length;
    return Arrays.stream(negatives.hits())
        .filter(hit -> hit / columns == row)
        .map(hit -> hit % columns)
        .sorted()
        .toArray();
  }

  @Test
  void aBatchOfOneWindowStaysWhole() {
    Batch batch = batch(new FullSoftmax());
    Batch one =
        new Batch(
            1,
            batch.length(),
            Arrays.copyOf(batch.itemIds(), batch.length()),
            Arrays.copyOf(batch.gaps(), batch.length()),
            Arrays.copyOf(batch.rows(), 1),
            Arrays.copyOf(batch.positives(), 1),
            Arrays.copyOf(batch.weights(), 1),
            batch.contrast(),
            Optional.empty());

    assertThat(one.parts(2)).containsExactly(one);
  }
}
