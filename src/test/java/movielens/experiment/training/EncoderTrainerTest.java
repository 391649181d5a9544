package movielens.experiment.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import movielens.experiment.data.InteractionLog;
import movielens.experiment.files.DataException;
import movielens.experiment.model.Activation;
import movielens.experiment.model.Attention;
import movielens.experiment.model.EncoderConfig;
import movielens.experiment.model.EncoderShape;
import movielens.experiment.model.EncoderWeights;
import movielens.experiment.model.Gate;
import movielens.experiment.model.Kernels;
import movielens.experiment.model.SequenceEncoder;
import movielens.experiment.training.loss.FullSoftmax;
import movielens.experiment.training.loss.Gbce;
import movielens.experiment.training.loss.Loss;
import movielens.experiment.training.loss.Negatives;
import movielens.experiment.training.loss.SampledSoftmax;
import movielens.experiment.training.objective.Objective;
import movielens.experiment.training.objective.Uniform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EncoderTrainerTest {
  private static final int ITEMS = 30;
  private static final EncoderConfig SHAPE = shape(0.1);
  private static final Loss SAMPLED = new SampledSoftmax(new Negatives(16, 8), true);

  private static final Duration NEVER = Duration.ofDays(1);

  private final InteractionLog fit = RandomLogs.of(4, 12, 20, ITEMS);
  private final TrainingSet set = TrainingSet.ofAllItems(fit, ITEMS);

  @TempDir Path folder;

  private static TrainingConfig config(Loss loss, int epochs, int patience) {
    return new TrainingConfig(
        new Objective.DenseAllAction(2, new Uniform()),
        loss,
        UserWeights.EQUAL,
        new OptimizerConfig(3e-3, 0.01, 0.1, 1),
        Batching.of(8),
        Epochs.of(epochs, 0, patience));
  }

  private static TrainingConfig ending(
      int epochs, int patience, EarlyStop stop, boolean keepStart) {
    return config(SAMPLED, epochs, patience).with(new Epochs(epochs, 0, patience, stop, keepStart));
  }

  private static TrainingConfig averaging(int epochs, double decay) {
    TrainingConfig base = config(SAMPLED, epochs, 0);
    return base.with(new OptimizerConfig(3e-3, 0.01, 0.1, 1, Clipping.BATCH, decay));
  }

  private static EncoderConfig shape(double dropout) {
    return EncoderShape.of(16, 2, 2, 32, 6).dropout(dropout).config();
  }

  private static SequenceEncoder encoder(EncoderConfig shape) {
    return new SequenceEncoder(shape, ITEMS, Device.cpu(), 3);
  }

  /** Follows the loss down, so that the last epoch is the best. */
  private static double risingValidation(SequenceEncoder encoder) {
    return Double.NaN;
  }

  private float[][] trained(
      TrainingConfig config, long seed, TrainingListener listener, Optional<CheckpointFile> file) {
    return trained(SHAPE, config, seed, listener, file);
  }

  private float[][] trained(
      EncoderConfig shape,
      TrainingConfig config,
      long seed,
      TrainingListener listener,
      Optional<CheckpointFile> file) {
    try (SequenceEncoder encoder = encoder(shape)) {
      new EncoderTrainer(encoder, set, config, seed)
          .train(EncoderTrainerTest::risingValidation, listener, file);
      return EncoderWeights.of(encoder).values();
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyParameterMoves(Kernels kernels) {
    EncoderConfig shape = EncoderShape.of(16, 2, 2, 32, 6).dropout(0.1).kernels(kernels).config();
    for (Loss loss : List.of(SAMPLED, new FullSoftmax(), new Gbce(4, 0.75))) {
      try (SequenceEncoder encoder = encoder(shape)) {
        float[][] before = EncoderWeights.of(encoder).values();
        new EncoderTrainer(encoder, set, config(loss, 1, 0), 1)
            .train(e -> 0, new TrainingListener() {}, Optional.empty());
        float[][] after = EncoderWeights.of(encoder).values();
        for (int i = 0; i < before.length; i++) {
          assertThat(Arrays.equals(after[i], before[i]))
              .as("%s moved under %s", encoder.getParameters().get(i).getKey(), loss)
              .isFalse();
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyParameterOfVariantsMoves(Kernels kernels) {
    EncoderConfig shape =
        EncoderShape.of(16, 2, 2, 32, 6)
            .time(true, true)
            .timeDecay(true)
            .positionBias(true)
            .attention(Attention.POINTWISE)
            .gate(Gate.SILU)
            .activation(Activation.SWIGLU)
            .kernels(kernels)
            .config();
    try (SequenceEncoder encoder = encoder(shape)) {
      float[][] before = EncoderWeights.of(encoder).values();
      new EncoderTrainer(encoder, set, averaging(1, 0.9), 1)
          .train(e -> 0, new TrainingListener() {}, Optional.empty());
      float[][] after = EncoderWeights.of(encoder).values();
      for (int i = 0; i < before.length; i++) {
        assertThat(Arrays.equals(after[i], before[i]))
            .as("%s moved", encoder.getParameters().get(i).getKey())
            .isFalse();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void overfitsOneBatch(Kernels kernels) {
    int[] items = java.util.stream.IntStream.rangeClosed(1, 24).toArray();
    int[] seconds = java.util.stream.IntStream.range(0, 24).map(i -> i * 100).toArray();
    InteractionLog four =
        new InteractionLog(
            new int[] {1, 2, 3, 4},
            new int[] {0, 6, 12, 18},
            new int[] {6, 12, 18, 24},
            items,
            seconds);
    TrainingConfig config =
        new TrainingConfig(
            new Objective.NextAction(1),
            new FullSoftmax(),
            UserWeights.NONE,
            new OptimizerConfig(1e-2, 0, 0.1, 1),
            Batching.of(4),
            Epochs.of(120, 0, 0));
    EncoderConfig noDropout = EncoderShape.of(16, 2, 2, 32, 6).kernels(kernels).config();
    List<EpochRecord> epochs;
    try (SequenceEncoder encoder = encoder(noDropout)) {
      epochs =
          new EncoderTrainer(encoder, TrainingSet.ofAllItems(four, ITEMS), config, 1)
              .train(e -> 0, new TrainingListener() {}, Optional.empty())
              .epochs();
    }
    assertThat(epochs.get(0).loss()).isGreaterThan(2);
    assertThat(epochs.get(119).loss()).isLessThan(0.05);
  }

  @Test
  void sameSeedSameBytesOtherSeedOthers() {
    TrainingConfig config = config(SAMPLED, 3, 0);
    float[][] one = trained(config, 1, new TrainingListener() {}, Optional.empty());
    assertThat(trained(config, 1, new TrainingListener() {}, Optional.empty())).isDeepEqualTo(one);
    float[][] other = trained(config, 2, new TrainingListener() {}, Optional.empty());
    assertThat(Arrays.deepEquals(other, one)).isFalse();
  }

  @Test
  void keepsTheBestEpochAndStopsWhenPatienceEnds() {
    double[] validations = {0.1, 0.3, 0.2, 0.25, 0.9};
    List<float[][]> weights = new ArrayList<>();
    int[] calls = {0};
    try (SequenceEncoder encoder = encoder(SHAPE)) {
      TrainingResult result =
          new EncoderTrainer(encoder, set, config(SAMPLED, 5, 2), 1)
              .train(
                  e -> {
                    weights.add(EncoderWeights.of(e).values());
                    return validations[calls[0]++];
                  },
                  new TrainingListener() {},
                  Optional.empty());
      assertThat(result.epochs()).hasSize(4);
      assertThat(result.bestEpoch()).isEqualTo(2);
      assertThat(EncoderWeights.of(encoder).values()).isDeepEqualTo(weights.get(1));
    }
  }

  @Test
  void theStartIsKeptWhereNoEpochIsBetter() {
    double[] validations = {0.5, 0.1, 0.2, 0.6};
    int[] calls = {0};
    TrainingConfig config = ending(5, 2, EarlyStop.ANNEALED, true);
    try (SequenceEncoder encoder = encoder(SHAPE)) {
      float[][] start = EncoderWeights.of(encoder).values();
      TrainingResult result =
          new EncoderTrainer(encoder, set, config, 1)
              .train(e -> validations[calls[0]++], new TrainingListener() {}, Optional.empty());
      assertThat(result.epochs()).hasSize(2);
      assertThat(result.bestEpoch()).isZero();
      assertThat(result.validation()).isEqualTo(0.5);
      assertThat(EncoderWeights.of(encoder).values()).isDeepEqualTo(start);
    }
  }

  @Test
  void anEpochThatIsBetterThanTheStartIsKept() {
    double[] validations = {0.15, 0.1, 0.2, 0.1};
    int[] calls = {0};
    TrainingConfig config = ending(3, 2, EarlyStop.AT_ONCE, true);
    try (SequenceEncoder encoder = encoder(SHAPE)) {
      TrainingResult result =
          new EncoderTrainer(encoder, set, config, 1)
              .train(e -> validations[calls[0]++], new TrainingListener() {}, Optional.empty());
      assertThat(result.bestEpoch()).isEqualTo(2);
      assertThat(result.validation()).isEqualTo(0.2);
    }
  }

  @Test
  void cutShortItGoesBackToItsBestEpochAndCoolsDown() {
    double[] validations = {0.1, 0.3, 0.2, 0.25, 0.2, 0.4, 0.9};
    int[] calls = {0};
    List<float[][]> validated = new ArrayList<>();
    List<float[][]> continued = new ArrayList<>();
    TrainingConfig config = ending(8, 2, EarlyStop.ANNEALED, false);
    try (SequenceEncoder encoder = encoder(SHAPE)) {
      TrainingResult result =
          new EncoderTrainer(encoder, set, config, 1)
              .train(
                  e -> {
                    validated.add(EncoderWeights.of(e).values());
                    return validations[calls[0]++];
                  },
                  new TrainingListener() {
                    @Override
                    public void epoch(EpochRecord record) {
                      continued.add(EncoderWeights.of(encoder).values());
                    }
                  },
                  Optional.empty());
      assertThat(result.epochs()).hasSize(6);
      assertThat(result.bestEpoch()).isEqualTo(6);
      assertThat(result.epochs().get(5).learningRate()).isZero();
      assertThat(result.epochs().get(4).learningRate())
          .isEqualTo(result.epochs().get(1).learningRate() / 2);
      assertThat(continued.get(3)).isDeepEqualTo(validated.get(1));
      assertThat(continued.get(2)).isDeepEqualTo(validated.get(2));
    }
  }

  /** Follows from the weights alone, and is no better with more training. */
  private static double anyValidation(SequenceEncoder encoder) {
    int bits = Float.floatToIntBits(EncoderWeights.of(encoder).values()[0][40]);
    return ((bits * 0x9E3779B9) >>> 8) / (double) (1 << 24);
  }

  @Test
  void interruptedWhereItCoolsOrKeepsItsStartGivesTheSameBytes() {
    TrainingConfig config = ending(7, 1, EarlyStop.ANNEALED, true);
    int cooled = 0;
    int kept = 0;
    for (int seed = 1; seed <= 6; seed++) {
      TrainingResult undisturbed = withAnyValidation(config, seed, new TrainingListener() {}, null);
      cooled +=
          undisturbed.epochs().get(undisturbed.epochs().size() - 1).learningRate() == 0 ? 1 : 0;
      kept += undisturbed.bestEpoch() == 0 ? 1 : 0;
      Path path = folder.resolve("any-" + seed + ".ckpt");
      TrainingResult resumed = null;
      while (resumed == null) {
        try {
          resumed =
              withAnyValidation(
                  config,
                  seed,
                  new StopAfter(3),
                  new CheckpointFile(path, CheckpointKeys.of("key"), NEVER, m -> {}));
        } catch (TrainingInterrupted e) {
          // Goes on in the next round.
        }
      }
      assertThat(resumed.bestEpoch()).isEqualTo(undisturbed.bestEpoch());
      assertThat(resumed.validation()).isEqualTo(undisturbed.validation());
      assertThat(resumed.epochs())
          .extracting(EpochRecord::validation)
          .isEqualTo(undisturbed.epochs().stream().map(EpochRecord::validation).toList());
    }
    assertThat(cooled).isPositive();
    assertThat(kept).isPositive();
  }

  private TrainingResult withAnyValidation(
      TrainingConfig config, long seed, TrainingListener listener, CheckpointFile file) {
    try (SequenceEncoder encoder = encoder(SHAPE)) {
      return new EncoderTrainer(encoder, set, config, seed)
          .train(EncoderTrainerTest::anyValidation, listener, Optional.ofNullable(file));
    }
  }

  private static final class StopAfter implements TrainingListener {
    private int left;

    StopAfter(int steps) {
      left = steps;
    }

    @Override
    public void step(int epoch, int batch, int batches) {
      left--;
    }

    @Override
    public boolean stopRequested() {
      return left <= 0;
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FUSED", "STEP"})
  void interruptedAndResumedAtEveryStepGivesTheSameBytes(Kernels kernels) {
    EncoderConfig shape = EncoderShape.of(16, 2, 2, 32, 6).dropout(0.1).kernels(kernels).config();
    TrainingConfig config = config(SAMPLED, 3, 0);
    float[][] undisturbed = trained(shape, config, 1, new TrainingListener() {}, Optional.empty());
    for (int steps = 1; steps <= 4; steps++) {
      CheckpointFile file =
          new CheckpointFile(
              folder.resolve(steps + ".ckpt"), CheckpointKeys.of("key"), NEVER, message -> {});
      int stops = 0;
      float[][] resumed = null;
      while (resumed == null) {
        try {
          resumed = trained(shape, config, 1, new StopAfter(steps), Optional.of(file));
        } catch (TrainingInterrupted e) {
          stops++;
        }
      }
      assertThat(stops).isPositive();
      assertThat(resumed).isDeepEqualTo(undisturbed);
    }
  }

  /** Dies without a word, as a killed process does. */
  private static final class DieAfter implements TrainingListener {
    private int left;

    DieAfter(int steps) {
      left = steps;
    }

    @Override
    public void step(int epoch, int batch, int batches) {
      left--;
      if (left == 0) {
        throw new IllegalStateException("killed");
      }
    }
  }

  @Test
  void killedAtAnyStepAndResumedGivesTheSameBytes() {
    TrainingConfig config = config(SAMPLED, 3, 0);
    float[][] undisturbed = trained(config, 1, new TrainingListener() {}, Optional.empty());
    for (Duration interval : List.of(Duration.ZERO, NEVER)) {
      Path path = folder.resolve("killed-" + interval + ".ckpt");
      int deaths = 0;
      float[][] resumed = null;
      // Without checkpoints inside an epoch, an epoch must fit between two deaths.
      for (int steps = interval.isZero() ? 2 : 5; resumed == null; steps++) {
        try {
          CheckpointFile file =
              new CheckpointFile(path, CheckpointKeys.of("key"), interval, message -> {});
          resumed = trained(config, 1, new DieAfter(steps), Optional.of(file));
        } catch (IllegalStateException e) {
          deaths++;
        }
      }
      assertThat(deaths).isPositive();
      assertThat(resumed).isDeepEqualTo(undisturbed);
    }
  }

  /** Against the sum that the average is, of the weights that each step left behind. */
  @Test
  void averageOfWeightsIsWhatIsEvaluatedAndKept() {
    double decay = 0.8;
    List<float[][]> steps = new ArrayList<>();
    List<float[][]> evaluated = new ArrayList<>();
    float[][] kept;
    try (SequenceEncoder encoder = encoder(SHAPE)) {
      steps.add(EncoderWeights.of(encoder).values());
      TrainingListener listener =
          new TrainingListener() {
            @Override
            public void step(int epoch, int batch, int batches) {
              steps.add(EncoderWeights.of(encoder).values());
            }
          };
      new EncoderTrainer(encoder, set, averaging(2, decay), 1)
          .train(
              e -> {
                evaluated.add(EncoderWeights.of(e).values());
                return Double.NaN;
              },
              listener,
              Optional.empty());
      kept = EncoderWeights.of(encoder).values();
    }
    assertThat(steps).hasSizeGreaterThan(10);
    assertThat(evaluated).hasSize(2);
    assertThat(kept).isDeepEqualTo(evaluated.get(1));
    for (int i = 0; i < kept.length; i++) {
      for (int j = 0; j < kept[i].length; j++) {
        double average = steps.get(0)[i][j];
        for (int step = 1; step < steps.size(); step++) {
          double share = 1 - Math.min(decay, (1.0 + step) / (10 + step));
          average += share * (steps.get(step)[i][j] - average);
        }
        assertThat((double) kept[i][j]).isCloseTo(average, within(1e-5));
      }
    }
    // What is averaged is the course of a training without an average.
    float[][] without =
        trained(config(SAMPLED, 2, 0), 1, new TrainingListener() {}, Optional.empty());
    assertThat(steps.get(steps.size() - 1)).isDeepEqualTo(without);
    assertThat(Arrays.deepEquals(kept, without)).isFalse();
  }

  @Test
  void averageOfWeightsSurvivesInterruptionAtEveryStep() {
    TrainingConfig config = averaging(3, 0.9);
    float[][] undisturbed = trained(config, 1, new TrainingListener() {}, Optional.empty());
    for (int steps = 1; steps <= 4; steps++) {
      CheckpointFile file =
          new CheckpointFile(
              folder.resolve("averaged" + steps), CheckpointKeys.of("key"), NEVER, message -> {});
      int stops = 0;
      float[][] resumed = null;
      while (resumed == null) {
        try {
          resumed = trained(config, 1, new StopAfter(steps), Optional.of(file));
        } catch (TrainingInterrupted e) {
          stops++;
        }
      }
      assertThat(stops).isPositive();
      assertThat(resumed).isDeepEqualTo(undisturbed);
      assertThat(file.finished().values()).isDeepEqualTo(undisturbed);
    }
  }

  @Test
  void finishedTrainingIsReadBackAndNotRepeated() {
    TrainingConfig config = config(SAMPLED, 2, 0);
    CheckpointFile file =
        new CheckpointFile(
            folder.resolve("a.ckpt"), CheckpointKeys.of("key"), NEVER, message -> {});
    float[][] first = trained(config, 1, new TrainingListener() {}, Optional.of(file));
    List<Integer> steps = new ArrayList<>();
    float[][] again =
        trained(
            config,
            1,
            new TrainingListener() {
              @Override
              public void step(int epoch, int batch, int batches) {
                steps.add(batch);
              }
            },
            Optional.of(file));
    assertThat(again).isDeepEqualTo(first);
    assertThat(steps).isEmpty();
  }

  @Test
  void onlyAFinishedTrainingHandsOutItsWeights() {
    TrainingConfig config = config(SAMPLED, 2, 0);
    CheckpointFile file =
        new CheckpointFile(
            folder.resolve("a.ckpt"), CheckpointKeys.of("key"), NEVER, message -> {});
    assertThatThrownBy(file::finished)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("no usable checkpoint");
    assertThatThrownBy(() -> trained(config, 1, new StopAfter(1), Optional.of(file)))
        .isInstanceOf(TrainingInterrupted.class);
    assertThatThrownBy(file::finished)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("is of a training that has not ended");
    float[][] kept = trained(config, 1, new TrainingListener() {}, Optional.of(file));
    assertThat(file.finished().values()).isDeepEqualTo(kept);
    CheckpointFile other =
        new CheckpointFile(
            folder.resolve("a.ckpt"), CheckpointKeys.of("other"), NEVER, message -> {});
    assertThatThrownBy(other::finished)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("was made with name key, not other");
  }

  @Test
  void divergenceNamesTheStep() {
    TrainingConfig wild =
        new TrainingConfig(
            new Objective.NextAction(1),
            new FullSoftmax(),
            UserWeights.NONE,
            new OptimizerConfig(1e30, 0, 0, 1),
            Batching.of(8),
            Epochs.of(4, 0, 0));
    assertThatThrownBy(() -> trained(wild, 1, new TrainingListener() {}, Optional.empty()))
        .isInstanceOf(TrainingException.class)
        .hasMessageMatching(".*in epoch 1, step \\d+; lower --learning-rate.*");
  }

  @Test
  void noCheckpointEverHoldsWhatIsNotFinite() {
    TrainingConfig wild =
        new TrainingConfig(
            new Objective.NextAction(1),
            new FullSoftmax(),
            UserWeights.NONE,
            new OptimizerConfig(1e30, 0, 0.5, 1),
            Batching.of(8),
            Epochs.of(4, 0, 0));
    Path path = folder.resolve("wild.ckpt");
    CheckpointFile file =
        new CheckpointFile(path, CheckpointKeys.of("key"), Duration.ZERO, message -> {});
    assertThatThrownBy(() -> trained(wild, 1, new TrainingListener() {}, Optional.of(file)))
        .isInstanceOf(TrainingException.class);
    file.read()
        .ifPresent(
            state -> {
              for (float[] mean : state.optimizer().means()) {
                for (float value : mean) {
                  assertThat(Float.isFinite(value)).isTrue();
                }
              }
            });
  }

  @Test
  void nothingToPredictIsSaidAtOnce() {
    InteractionLog single =
        new InteractionLog(
            new int[] {1}, new int[] {0}, new int[] {1}, new int[] {1}, new int[] {1});
    try (SequenceEncoder encoder = encoder(SHAPE)) {
      assertThatThrownBy(
              () ->
                  new EncoderTrainer(
                      encoder, TrainingSet.ofAllItems(single, ITEMS), config(SAMPLED, 1, 0), 1))
          .isInstanceOf(TrainingException.class)
          .hasMessageContaining("nothing to predict");
    }
  }

  @Test
  void whatHasNoCandidateAfterAnEventIsRefusedBeforeAnyTraining() {
    InteractionLog log =
        new InteractionLog(
            new int[] {1, 2},
            new int[] {0, 2},
            new int[] {2, 3},
            new int[] {1, 2, 3},
            new int[] {1, 2, 3});
    new TrainingSet(log, 3, new int[] {2, 3}).check();
    assertThatThrownBy(() -> new TrainingSet(log, 3, new int[] {1, 3}).check())
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("nothing to predict");
  }

  @Test
  void managersDoNotGrowFromStepToStep() {
    try (SequenceEncoder encoder = encoder(SHAPE)) {
      List<Integer> managed = new ArrayList<>();
      new EncoderTrainer(encoder, set, config(SAMPLED, 6, 0), 1)
          .train(
              e -> {
                managed.add(e.manager().getManagedArrays().size());
                return 0;
              },
              new TrainingListener() {},
              Optional.empty());
      assertThat(managed.subList(1, managed.size())).containsOnly(managed.get(0));
    }
  }
}
