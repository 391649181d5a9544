package movielens.experiment.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import movielens.experiment.data.InteractionLog;
import movielens.experiment.model.EncoderConfig;
import movielens.experiment.model.EncoderShape;
import movielens.experiment.model.Kernels;
import movielens.experiment.model.SequenceEncoder;
import movielens.experiment.training.loss.Lesson;
import movielens.experiment.training.loss.Loss;
import movielens.experiment.training.loss.Negatives;
import movielens.experiment.training.loss.SampledSoftmax;
import movielens.experiment.training.loss.TargetLoss;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Learning from another model's scores, against the formula in plain arithmetic. */
class TeacherTest {
  private static final int ITEMS = 12;
  private static final int WIDTH = 5;
  private static final EncoderConfig SHAPE = EncoderShape.of(8, 1, 2, 16, 6).config();

  private final InteractionLog fit = RandomLogs.of(3, 6, 9, ITEMS);
  private final TrainingSet set = TrainingSet.ofAllItems(fit, ITEMS);
  private final Loss loss = new SampledSoftmax(new Negatives(6, 0), true);

  private Teacher teacher(double weight, double temperature) {
    SplittableRandom random = new SplittableRandom(5);
    return new Teacher(
        floats(random, (int) fit.events() * WIDTH),
        floats(random, ITEMS * WIDTH),
        WIDTH,
        weight,
        temperature);
  }

  private static float[] floats(SplittableRandom random, int count) {
    float[] floats = new float[count];
    for (int i = 0; i < count; i++) {
      floats[i] = (float) random.nextDouble(-2, 2);
    }
    return floats;
  }

  private Batch batch(Optional<Teacher> teacher) {
    TrainingConfig config = TargetLossTest.config(loss);
    Targets targets = new Targets(set, config.objective());
    EpochPlan plan = EpochPlan.of(fit, targets, config, SHAPE.window(), RandomStream.of(3, 1));
    return new BatchBuilder(set, targets, config, teacher).build(plan, 0, RandomStream.of(3, 2));
  }

  @Test
  void speaksOfTheEventAfterWhichATargetIsAskedForAndOfWhatWasSeenByThen() {
    Teacher teacher = teacher(0.5, 1);
    Batch batch = batch(Optional.of(teacher));
    Lesson lesson = batch.lesson().orElseThrow();

    assertThat(lesson.users()).hasSize(batch.rows().length * WIDTH);
    int found = 0;
    for (int target = 0; target < batch.rows().length; target++) {
      if (batch.weights()[target] == 0) {
        continue;
      }
      int row = target;
      float[] said = Arrays.copyOfRange(lesson.users(), target * WIDTH, (target + 1) * WIDTH);
      int[] seen =
          IntStream.range(0, lesson.seenRows().length)
              .filter(i -> lesson.seenRows()[i] == row)
              .map(i -> lesson.seenItems()[i])
              .toArray();
      // The window shows the last events that were seen, the latest at the target's row.
      assertThat(seen[seen.length - 1]).isEqualTo((int) batch.itemIds()[(int) batch.rows()[row]]);
      int event = 0;
      for (int user = 0; user < fit.users(); user++) {
        for (int p = fit.start(user); p < fit.end(user); p++, event++) {
          float[] ofEvent = Arrays.copyOfRange(teacher.users(), event * WIDTH, (event + 1) * WIDTH);
          if (Arrays.equals(said, ofEvent)) {
            int[] before = Arrays.copyOf(fit.itemsOf(user), p + 1 - fit.start(user));
            assertThat(seen).containsExactly(before);
            found++;
          }
        }
      }
    }
    assertThat(found).isGreaterThan(10);
  }

  @ParameterizedTest
  @EnumSource(
      value = Kernels.class,
      names = {"FUSED", "PLAIN"})
  void addsTheDivergenceFromItsDistribution(Kernels kernels) {
    double weight = 0.3;
    double temperature = 2;
    EncoderConfig shape = EncoderShape.of(8, 1, 2, 16, 6).kernels(kernels).config();
    Batch plain = batch(Optional.empty());
    Batch taught = batch(Optional.of(teacher(weight, temperature)));
    try (SequenceEncoder encoder = new SequenceEncoder(shape, ITEMS, Device.cpu(), 11);
        NDManager step = encoder.manager().newSubManager();
        BatchGradients gradients =
            new BatchGradients(encoder, new TargetLoss(encoder, loss, set.candidates()))) {
      float own = gradients.loss(plain, new SplittableRandom(1), step).getFloat();
      float both = gradients.loss(taught, new SplittableRandom(1), step).getFloat();

      double expected = (1 - weight) * own + weight * divergence(encoder, taught, step);
      assertThat(both).isCloseTo((float) expected, within(1e-4f * (float) Math.abs(expected)));
    }
  }

  /** Σ weight · τ² · KL, one target and candidate after the other. */
  private static double divergence(SequenceEncoder encoder, Batch batch, NDManager step) {
    Lesson lesson = batch.lesson().orElseThrow();
    Shape windows = new Shape(batch.windows(), batch.length());
    NDArray users =
        encoder.users(
            step.create(batch.itemIds(), windows),
            step.create(batch.gaps(), windows),
            step.create(batch.rows()));
    long[] items = IntStream.rangeClosed(1, ITEMS).asLongStream().toArray();
    float[] scores =
        encoder
            .scaled(users, false)
            .matMul(encoder.items(step.create(items), false).transpose())
            .toFloatArray();
    double sum = 0;
    for (int target = 0; target < batch.rows().length; target++) {
      boolean[] seen = new boolean[ITEMS];
      for (int i = 0; i < lesson.seenRows().length; i++) {
        if (lesson.seenRows()[i] == target) {
          seen[lesson.seenItems()[i] - 1] = true;
        }
      }
      double[] teacher = new double[ITEMS];
      double[] student = new double[ITEMS];
      for (int item = 0; item < ITEMS; item++) {
        for (int i = 0; i < WIDTH; i++) {
          teacher[item] += lesson.users()[target * WIDTH + i] * lesson.items()[item * WIDTH + i];
        }
        student[item] = scores[target * ITEMS + item];
      }
      double[] p = softmax(teacher, lesson.temperature(), seen);
      double[] q = softmax(student, lesson.temperature(), seen);
      double divergence = 0;
      for (int item = 0; item < ITEMS; item++) {
        divergence += seen[item] ? 0 : p[item] * Math.log(p[item] / q[item]);
      }
      sum += batch.weights()[target] * lesson.temperature() * lesson.temperature() * divergence;
    }
    return sum;
  }

  private static double[] softmax(double[] scores, double temperature, boolean[] leftOut) {
    double[] shares = new double[scores.length];
    double sum = 0;
    for (int i = 0; i < scores.length; i++) {
      shares[i] = leftOut[i] ? 0 : Math.exp(scores[i] / temperature);
      sum += shares[i];
    }
    for (int i = 0; i < scores.length; i++) {
      shares[i] /= sum;
    }
    return shares;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1, 4})
  void aTeacherThatAgreesMovesNothing(double temperature) {
    try (SequenceEncoder encoder = new SequenceEncoder(SHAPE, ITEMS, Device.cpu(), 11);
        NDManager step = encoder.manager().newSubManager()) {
      TargetLoss scored = new TargetLoss(encoder, loss, set.candidates());
      long[] items = IntStream.rangeClosed(1, ITEMS).asLongStream().toArray();
      long[] ids = {1, 2, 3, 4, 5, 6};
      NDArray windows = step.create(ids, new Shape(1, 6));
      NDArray gaps = step.zeros(new Shape(1, 6), DataType.INT64);
      NDArray rows = step.create(new long[] {1, 4});
      Lesson own =
          new Lesson(
              encoder.scaled(encoder.users(windows, gaps, rows), false).toFloatArray(),
              encoder.items(step.create(items), false).toFloatArray(),
              new int[] {0, 1},
              new int[] {1, 5},
              1,
              temperature);
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        NDArray users = encoder.trainingUsers(windows, gaps, rows, new SplittableRandom(1));
        NDArray value = scored.taught(users, new float[] {0.4f, 0.6f}, own, step);
        assertThat(value.getFloat()).isCloseTo(0, within(1e-5f));
        collector.backward(value);
      }
      List<NDArray> gradients =
          encoder.getParameters().values().stream()
              .filter(Parameter::requiresGradient)
              .map(parameter -> parameter.getArray().getGradient())
              .toList();
      for (NDArray gradient : gradients) {
        assertThat(gradient.abs().max().getFloat()).isLessThan(1e-4f);
      }
    }
  }

  @Test
  void isHeardByEachHalfOfABatch() {
    Batch whole = batch(Optional.of(teacher(1, 1)));
    List<Batch> halves = whole.parts(2);
    assertThat(halves).hasSize(2);
    try (SequenceEncoder encoder = new SequenceEncoder(SHAPE, ITEMS, Device.cpu(), 11);
        NDManager step = encoder.manager().newSubManager()) {
      double sum = halves.stream().mapToDouble(half -> divergence(encoder, half, step)).sum();
      double expected = divergence(encoder, whole, step);
      assertThat(sum).isCloseTo(expected, within(1e-5 * expected));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Kernels.class,
      names = {"FUSED", "STEP"})
  void isLearned(Kernels kernels) {
    EncoderConfig shape = EncoderShape.of(16, 1, 2, 32, 6).kernels(kernels).config();
    Teacher teacher = teacher(1, 1);
    TrainingConfig config = TargetLossTest.config(loss).with(Epochs.of(60, 0, 0));
    try (SequenceEncoder encoder = new SequenceEncoder(shape, ITEMS, Device.cpu(), 11);
        NDManager step = encoder.manager().newSubManager()) {
      Batch batch = batch(Optional.of(teacher));
      double before = divergence(encoder, batch, step);
      new EncoderTrainer(encoder, set, config, 1, Optional.of(teacher))
          .train(trained -> Double.NaN, new TrainingListener() {}, Optional.empty());
      assertThat(divergence(encoder, batch, step)).isLessThan(0.5 * before);
    }
  }
}
