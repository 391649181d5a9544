package movielens.experiment.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SequenceEncoderTest {
  private static final int ITEMS = 20;
  private static final int WINDOW = 8;
  private static final int DIM = 16;

  private static SequenceEncoder encoder(double dropout, Similarity similarity, long seed) {
    return encoder(dropout, similarity, seed, Kernels.FUSED);
  }

  private static SequenceEncoder encoder(
      double dropout, Similarity similarity, long seed, Kernels kernels) {
    return encoder(dropout, similarity, seed, kernels, Precision.FLOAT32);
  }

  private static SequenceEncoder encoder(
      double dropout, Similarity similarity, long seed, Kernels kernels, Precision precision) {
    return new SequenceEncoder(
        EncoderShape.of(DIM, 2, 4, 32, WINDOW)
            .dropout(dropout)
            .similarity(similarity)
            .kernels(kernels)
            .precision(precision)
            .config(),
        ITEMS,
        Device.cpu(),
        seed);
  }

  private static float[] users(SequenceEncoder encoder, long[] items, boolean training) {
    Engine.getInstance().setRandomSeed(7);
    try (NDManager step = encoder.manager().newSubManager()) {
      NDArray windows = step.create(items, new Shape(1, items.length));
      NDArray gaps = windows.zerosLike();
      NDArray rows = step.arange(0, items.length, 1, DataType.INT64);
      NDArray users =
          training
              ? encoder.trainingUsers(windows, gaps, rows, new SplittableRandom(7))
              : encoder.users(windows, gaps, rows);
      return users.toFloatArray();
    }
  }

  @ParameterizedTest
  @CsvSource({"false,FUSED", "true,FUSED", "false,PLAIN", "true,PLAIN"})
  void laterEventsDoNotReachEarlierOutputs(boolean training, Kernels kernels) {
    Random random = new Random(3);
    try (SequenceEncoder encoder = encoder(0.2, Similarity.COSINE, 1, kernels)) {
      long[] items = random.longs(WINDOW, 1, ITEMS + 1).toArray();
      float[] before = users(encoder, items, training);
      for (int changed = 0; changed < WINDOW; changed++) {
        long[] other = items.clone();
        other[changed] = 1 + other[changed] % ITEMS;
        float[] after = users(encoder, other, training);
        for (int i = 0; i < changed * DIM; i++) {
          assertThat(after[i])
              .as("output %d after a change at %d", i / DIM, changed)
              .isEqualTo(before[i]);
        }
        boolean moved = false;
        for (int i = changed * DIM; i < (changed + 1) * DIM; i++) {
          moved |= after[i] != before[i];
        }
        assertThat(moved).as("an event reaches its own output").isTrue();
      }
    }
  }

  @Test
  void paddingOnTheRightChangesNothing() {
    try (SequenceEncoder encoder = encoder(0, Similarity.COSINE, 1)) {
      float[] alone = users(encoder, new long[] {3, 5, 7}, false);
      float[] padded = users(encoder, new long[] {3, 5, 7, 0, 0}, false);
      for (int i = 0; i < alone.length; i++) {
        assertThat(padded[i]).isCloseTo(alone[i], org.assertj.core.data.Offset.offset(1e-6f));
      }
    }
  }

  @Test
  void orderMatters() {
    try (SequenceEncoder encoder = encoder(0, Similarity.COSINE, 1)) {
      float[] one = users(encoder, new long[] {3, 5, 7}, false);
      float[] other = users(encoder, new long[] {5, 3, 7}, false);
      assertThat(java.util.Arrays.copyOfRange(one, 2 * DIM, 3 * DIM))
          .isNotEqualTo(java.util.Arrays.copyOfRange(other, 2 * DIM, 3 * DIM));
    }
  }

  @Test
  void cosineEmbeddingsHaveUnitLengthAndDotEmbeddingsNeedNot() {
    long[] ids = {1, 2, 3};
    try (SequenceEncoder encoder = encoder(0, Similarity.COSINE, 1);
        NDManager step = encoder.manager().newSubManager()) {
      assertUnitLength(users(encoder, ids, false));
      assertUnitLength(encoder.items(step.create(ids), false).toFloatArray());
    }
    try (SequenceEncoder encoder = encoder(0, Similarity.DOT, 1);
        NDManager step = encoder.manager().newSubManager()) {
      float[] item = encoder.items(step.create(ids), false).toFloatArray();
      assertThat(squaredNorm(item, 0)).isLessThan(0.5);
    }
  }

  private static void assertUnitLength(float[] embeddings) {
    for (int i = 0; i < embeddings.length / DIM; i++) {
      assertThat(squaredNorm(embeddings, i)).isBetween(0.9999, 1.0001);
    }
  }

  private static double squaredNorm(float[] embeddings, int row) {
    double sum = 0;
    for (int i = row * DIM; i < (row + 1) * DIM; i++) {
      sum += (double) embeddings[i] * embeddings[i];
    }
    return sum;
  }

  @Test
  void temperatureStartsAtATenthAndNeverFallsBelowItsFloor() {
    try (SequenceEncoder encoder = encoder(0, Similarity.COSINE, 1);
        NDManager step = encoder.manager().newSubManager()) {
      NDArray one = step.ones(new Shape(1, DIM));
      assertThat(encoder.scaled(one, false).getFloat(0, 0)).isBetween(9.999f, 10.001f);
      NDArray logTemperature = encoder.getParameters().get("temperature").getArray();
      EncoderWeights.overwrite(logTemperature, new float[] {-50}, step);
      assertThat(encoder.scaled(one, false).getFloat(0, 0)).isBetween(99.9f, 100.1f);
    }
  }

  @Test
  void seedDecidesTheWeights() {
    try (SequenceEncoder one = encoder(0, Similarity.COSINE, 5);
        SequenceEncoder same = encoder(0, Similarity.COSINE, 5);
        SequenceEncoder other = encoder(0, Similarity.COSINE, 6)) {
      assertThat(EncoderWeights.of(same).values()).isDeepEqualTo(EncoderWeights.of(one).values());
      assertThat(
              java.util.Arrays.deepEquals(
                  EncoderWeights.of(other).values(), EncoderWeights.of(one).values()))
          .isFalse();
    }
  }

  @Test
  void weightsCanBeCopiedToAnotherEncoder() {
    try (SequenceEncoder one = encoder(0, Similarity.COSINE, 5);
        SequenceEncoder other = encoder(0, Similarity.COSINE, 6)) {
      EncoderWeights.of(one).copyTo(other);
      assertThat(EncoderWeights.of(other).values()).isDeepEqualTo(EncoderWeights.of(one).values());
      assertThat(users(other, new long[] {1, 2}, false))
          .isEqualTo(users(one, new long[] {1, 2}, false));
    }
  }

  private static float[] usersWithGaps(
      Kernels kernels, boolean timeGaps, boolean timeBias, long... seconds) {
    return usersWithBiases(
        EncoderShape.of(DIM, 2, 4, 32, WINDOW).time(timeGaps, timeBias).kernels(kernels), seconds);
  }

  /** Of one window of four events, with attention biases that are not 0, as they start. */
  private static float[] usersWithBiases(EncoderShape shape, long... seconds) {
    try (SequenceEncoder encoder = new SequenceEncoder(shape.config(), ITEMS, Device.cpu(), 1);
        NDManager step = encoder.manager().newSubManager()) {
      SplittableRandom random = new SplittableRandom(5);
      encoder
          .getParameters()
          .forEach(
              parameter -> {
                if (parameter.getKey().matches(".*(timeBias|timeDecay|positionBias)")) {
                  NDArray bias = parameter.getValue().getArray();
                  float[] values = new float[(int) bias.size()];
                  for (int i = 0; i < values.length; i++) {
                    values[i] = (float) random.nextDouble(-2, 2);
                  }
                  EncoderWeights.overwrite(bias, values, step);
                }
              });
      NDArray windows = step.create(new long[] {3, 5, 7, 11}, new Shape(1, 4));
      NDArray gaps = step.create(seconds, new Shape(1, 4));
      return encoder.users(windows, gaps, step.arange(0, 4, 1, DataType.INT64)).toFloatArray();
    }
  }

  @ParameterizedTest
  @CsvSource({"true, false", "false, true", "true, true"})
  void timesReachTheirOwnEventAndLaterOnes(boolean timeGaps, boolean timeBias) {
    for (Kernels kernels : Kernels.values()) {
      float[] one = usersWithGaps(kernels, timeGaps, timeBias, 0, 5, 900, 31);
      float[] other = usersWithGaps(kernels, timeGaps, timeBias, 0, 5, 70_000, 31);
      for (int i = 0; i < 2 * DIM; i++) {
        assertThat(other[i]).isEqualTo(one[i]);
      }
      for (int event = 2; event < 4; event++) {
        int from = event * DIM;
        assertThat(java.util.Arrays.copyOfRange(other, from, from + DIM))
            .isNotEqualTo(java.util.Arrays.copyOfRange(one, from, from + DIM));
      }
    }
    assertThat(usersWithGaps(Kernels.FUSED, timeGaps, timeBias, 0, 5, 900, 31))
        .containsExactly(
            usersWithGaps(Kernels.PLAIN, timeGaps, timeBias, 0, 5, 900, 31),
            org.assertj.core.data.Offset.offset(2e-6f));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void biasOfPositionIsTheSameInBothKernels(boolean timeBias) {
    EncoderShape shape =
        EncoderShape.of(DIM, 2, 4, 32, WINDOW).time(false, timeBias).positionBias(true);
    float[] fused = usersWithBiases(shape.kernels(Kernels.FUSED), 0, 5, 900, 31);
    assertThat(fused)
        .containsExactly(
            usersWithBiases(shape.kernels(Kernels.PLAIN), 0, 5, 900, 31),
            org.assertj.core.data.Offset.offset(2e-6f));
    float[] without = usersWithGaps(Kernels.FUSED, false, timeBias, 0, 5, 900, 31);
    // The first event sees itself alone, whatever the bias.
    assertThat(java.util.Arrays.copyOf(fused, DIM))
        .containsExactly(
            java.util.Arrays.copyOf(without, DIM), org.assertj.core.data.Offset.offset(2e-6f));
    assertThat(java.util.Arrays.copyOfRange(fused, DIM, 2 * DIM))
        .isNotEqualTo(java.util.Arrays.copyOfRange(without, DIM, 2 * DIM));
  }

  @Test
  void withoutTheOptionsTimesAreNotLookedAt() {
    assertThat(usersWithGaps(Kernels.FUSED, false, false, 0, 5, 900, 31))
        .isEqualTo(usersWithGaps(Kernels.FUSED, false, false, 7, 7, 7, 7));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "2, 2", "3, 2", "4, 3", "86400, 17", "2147483647, 31", "9e9, 31"})
  void classesOfTimeGapsDouble(double seconds, long expected) {
    try (NDManager manager = Engine.getInstance().newBaseManager(Device.cpu())) {
      NDArray classes =
          TimeGap.classesOf(manager.create(new long[] {(long) seconds}), TimeGap.DOUBLING);
      assertThat(classes.toLongArray()).containsExactly(expected);
    }
  }

  @Test
  void finerClassesBeginAndEndWhereDoublingOnesDo() {
    for (int classes = TimeGap.FEWEST; classes <= 300; classes++) {
      long[] begins = TimeGap.beginsOf(classes);
      assertThat(begins).hasSize(classes - 1).isSorted().startsWith(1).endsWith(1L << 30);
    }
    long[] doubling = TimeGap.beginsOf(TimeGap.DOUBLING);
    for (int i = 0; i < doubling.length; i++) {
      assertThat(doubling[i]).isEqualTo(1L << i);
    }
  }

  /** Events at 0, 3, 4 and 20 seconds, asked at 20, from each event to the one after the row's. */
  @Test
  void spansEndAtTheNextEvent() {
    try (NDManager manager = Engine.getInstance().newBaseManager(Device.cpu())) {
      NDArray gaps = manager.create(new long[] {3, 1, 16, 0}, new Shape(1, 4));
      NDArray spans = TimeGap.spansOf(gaps);
      assertThat(spans.toLongArray())
          .containsExactly(3, 0, -1, -17, 4, 1, 0, -16, 20, 17, 16, 0, 20, 17, 16, 0);
      assertThat(TimeGap.classesOf(spans, TimeGap.DOUBLING).toLongArray())
          .containsExactly(2, 0, 0, 0, 3, 1, 0, 0, 5, 5, 5, 0, 5, 5, 5, 0);
      float[] logarithms = TimeGap.logarithmsOf(spans).toFloatArray();
      for (int span = 0; span < 16; span++) {
        long seconds = Math.max(0, spans.toLongArray()[span]);
        for (int scale = 0; scale < TimeGap.SCALES; scale++) {
          assertThat((double) logarithms[span * TimeGap.SCALES + scale])
              .isCloseTo(
                  Math.log1p(seconds / Math.pow(16, scale)),
                  org.assertj.core.data.Offset.offset(1e-6));
        }
      }
    }
  }

  private static EncoderShape timed(Attention attention, Gate gate, Activation activation) {
    return EncoderShape.of(DIM, 2, 4, 32, WINDOW)
        .time(true, true)
        .timeClasses(70)
        .timeDecay(true)
        .positionBias(true)
        .attention(attention)
        .gate(gate)
        .activation(activation);
  }

  @ParameterizedTest
  @CsvSource({
    "SOFTMAX,NONE,GELU",
    "SOFTMAX,SIGMOID,SWIGLU",
    "SOFTMAX,SILU,GELU",
    "POINTWISE,NONE,GELU",
    "POINTWISE,SILU,SWIGLU"
  })
  void variantsComputeTheSameInBothKernelsAndAreCausal(
      Attention attention, Gate gate, Activation activation) {
    long[] seconds = {40, 5, 70_000, 31};
    EncoderShape shape = timed(attention, gate, activation);
    float[] fused = usersWithBiases(shape.kernels(Kernels.FUSED), seconds);
    float[] laterOther =
        usersWithBiases(shape.kernels(Kernels.FUSED), seconds[0], seconds[1], 900, 31);
    float[] plain = usersWithBiases(shape.kernels(Kernels.PLAIN), seconds);
    assertThat(fused).containsExactly(plain, org.assertj.core.data.Offset.offset(1e-5f));
    assertThat(java.util.Arrays.copyOf(laterOther, 2 * DIM))
        .isEqualTo(java.util.Arrays.copyOf(fused, 2 * DIM));
    assertThat(java.util.Arrays.copyOfRange(laterOther, 2 * DIM, 3 * DIM))
        .isNotEqualTo(java.util.Arrays.copyOfRange(fused, 2 * DIM, 3 * DIM));
    float[] bare = usersWithBiases(timed(Attention.SOFTMAX, Gate.NONE, Activation.GELU), seconds);
    if (attention != Attention.SOFTMAX || gate != Gate.NONE) {
      assertThat(fused).isNotEqualTo(bare);
    }
  }

  @ParameterizedTest
  @CsvSource({"FUSED,SOFTMAX", "FUSED,POINTWISE", "PLAIN,SOFTMAX", "PLAIN,POINTWISE"})
  void laterEventsDoNotReachEarlierOutputsOfVariants(Kernels kernels, Attention attention) {
    EncoderConfig config =
        timed(attention, Gate.SILU, Activation.SWIGLU).dropout(0.2).kernels(kernels).config();
    try (SequenceEncoder encoder = new SequenceEncoder(config, ITEMS, Device.cpu(), 1)) {
      for (boolean training : new boolean[] {false, true}) {
        float[] before = users(encoder, new long[] {3, 5, 7, 11, 2}, training);
        float[] after = users(encoder, new long[] {3, 5, 7, 11, 9}, training);
        assertThat(java.util.Arrays.copyOf(after, 4 * DIM))
            .isEqualTo(java.util.Arrays.copyOf(before, 4 * DIM));
        assertThat(after).isNotEqualTo(before);
      }
    }
  }

  @Test
  void noiseDoesNotDependOnHowMuchIsDrawnAtOnce() {
    try (NDManager manager = Engine.getInstance().newBaseManager(Device.cpu())) {
      byte[] whole = new DropoutNoise(3).draw(20, new SplittableRandom(4), manager).toByteArray();
      byte[] pieces =
          new DropoutNoise(3, 16).draw(20, new SplittableRandom(4), manager).toByteArray();
      assertThat(whole).hasSize(3 * 24);
      assertThat(pieces).isEqualTo(whole);
    }
  }

  private static SequenceEncoder encoder(Head head, Similarity similarity, Kernels kernels) {
    return new SequenceEncoder(
        EncoderShape.of(DIM, 2, 4, 32, WINDOW)
            .scaledEmbeddings(similarity == Similarity.DOT)
            .head(head)
            .similarity(similarity)
            .kernels(kernels)
            .config(),
        ITEMS,
        Device.cpu(),
        1);
  }

  @ParameterizedTest
  @CsvSource({"MLP,COSINE", "MLP,DOT", "NONE,COSINE", "NONE,DOT"})
  void fusedKernelsComputeWhatPlainOnesDo(Head head, Similarity similarity) {
    long[] items = {3, 5, 7, 11, 0};
    try (SequenceEncoder fused = encoder(head, similarity, Kernels.FUSED);
        SequenceEncoder plain = encoder(head, similarity, Kernels.PLAIN)) {
      for (boolean training : new boolean[] {false, true}) {
        float[] one = users(fused, items, training);
        float[] other = users(plain, items, training);
        assertThat(one).hasSize(items.length * DIM);
        for (int i = 0; i < one.length; i++) {
          assertThat(one[i]).isCloseTo(other[i], org.assertj.core.data.Offset.offset(2e-6f));
        }
      }
    }
  }

  /** With the MLP, which starts near 0, inner products say next to nothing at first. */
  @Test
  void withoutHeadUserEmbeddingsAreNormalisedOverTheWidth() {
    try (SequenceEncoder encoder = encoder(Head.NONE, Similarity.DOT, Kernels.FUSED)) {
      float[] users = users(encoder, new long[] {3, 5, 7}, false);
      for (int i = 0; i < 3; i++) {
        assertThat(squaredNorm(users, i)).isBetween(0.9 * DIM, 1.1 * DIM);
      }
      assertThat(encoder.getParameters().keys()).noneMatch(name -> name.contains("head"));
    }
    try (SequenceEncoder encoder = encoder(Head.MLP, Similarity.DOT, Kernels.FUSED)) {
      assertThat(squaredNorm(users(encoder, new long[] {3, 5, 7}, false), 2)).isLessThan(0.1);
    }
  }

  @Test
  void bf16ComputesNearlyWhatFloat32Does() {
    long[] items = {3, 5, 7, 11, 2};
    try (SequenceEncoder exact = encoder(0, Similarity.COSINE, 1);
        SequenceEncoder rounded = encoder(0, Similarity.COSINE, 1, Kernels.FUSED, Precision.BF16)) {
      float[] one = users(rounded, items, true);
      float[] other = users(exact, items, true);
      for (int i = 0; i < one.length; i++) {
        assertThat(one[i]).isCloseTo(other[i], org.assertj.core.data.Offset.offset(0.03f));
      }
      assertThat(one).isNotEqualTo(other);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "flags : fpu sse2 avx2 fma, false",
    "flags : fpu avx512f avx512_bf16, true",
    "flags : fpu amx_tile amx_bf16, true",
    "Features : fp asimd i8mm bf16, true",
    "model name : bf16, false"
  })
  void aProcessorSaysWhetherItIsFastInBf16(String cpuInfo, boolean fast) {
    assertThat(Precision.hasFastBf16("processor : 0\n" + cpuInfo + "\n")).isEqualTo(fast);
  }

  @Test
  void rowsChooseTheEvents() {
    try (SequenceEncoder encoder = encoder(0, Similarity.COSINE, 1);
        NDManager step = encoder.manager().newSubManager()) {
      NDArray windows = step.create(new long[] {3, 5, 7, 2, 4, 6}, new Shape(2, 3));
      float[] all =
          encoder
              .users(windows, windows.zerosLike(), step.arange(0, 6, 1, DataType.INT64))
              .toFloatArray();
      float[] two =
          encoder
              .users(windows, windows.zerosLike(), step.create(new long[] {5, 1}))
              .toFloatArray();
      assertThat(java.util.Arrays.copyOfRange(two, 0, DIM))
          .containsExactly(
              java.util.Arrays.copyOfRange(all, 5 * DIM, 6 * DIM),
              org.assertj.core.data.Offset.offset(1e-6f));
      assertThat(java.util.Arrays.copyOfRange(two, DIM, 2 * DIM))
          .containsExactly(
              java.util.Arrays.copyOfRange(all, DIM, 2 * DIM),
              org.assertj.core.data.Offset.offset(1e-6f));
    }
  }

  @Test
  void dropoutFollowsItsRandomStreamAndKeepsTheExpectation() {
    long[] items = {3, 5, 7, 11};
    try (SequenceEncoder encoder = encoder(0.2, Similarity.DOT, 1);
        NDManager step = encoder.manager().newSubManager()) {
      NDArray windows = step.create(items, new Shape(1, items.length));
      NDArray gaps = windows.zerosLike();
      NDArray rows = step.arange(0, items.length, 1, DataType.INT64);
      float[] one =
          encoder.trainingUsers(windows, gaps, rows, new SplittableRandom(1)).toFloatArray();
      float[] same =
          encoder.trainingUsers(windows, gaps, rows, new SplittableRandom(1)).toFloatArray();
      float[] other =
          encoder.trainingUsers(windows, gaps, rows, new SplittableRandom(2)).toFloatArray();
      assertThat(same).isEqualTo(one);
      assertThat(other).isNotEqualTo(one);
      assertThat(encoder.users(windows, gaps, rows).toFloatArray()).isNotEqualTo(one);
    }
  }
}
