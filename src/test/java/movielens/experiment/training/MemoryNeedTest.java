package movielens.experiment.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import movielens.experiment.model.EncoderShape;
import movielens.experiment.model.Kernels;
import movielens.experiment.training.loss.FullSoftmax;
import movielens.experiment.training.loss.Loss;
import movielens.experiment.training.loss.Negatives;
import movielens.experiment.training.loss.SampledSoftmax;
import movielens.experiment.training.objective.Objective;
import org.junit.jupiter.api.Test;

class MemoryNeedTest {
  private static final long GIBIBYTE = 1L << 30;
  private static final int ITEMS = 60_000;

  private static MemoryNeed need(int dim, int layers, int batchSize, Loss loss) {
    return need(dim, layers, batchSize, loss, Kernels.FUSED);
  }

  private static MemoryNeed need(int dim, int layers, int batchSize, Loss loss, Kernels kernels) {
    return need(dim, layers, batchSize, loss, kernels, false);
  }

  private static MemoryNeed need(
      int dim, int layers, int batchSize, Loss loss, Kernels kernels, boolean taught) {
    TrainingSet set = TrainingSet.ofAllItems(RandomLogs.of(1, 2000, 30, ITEMS), ITEMS);
    return MemoryNeed.of(
        EncoderShape.of(dim, layers, 8, 4 * dim, 64).dropout(0.1).kernels(kernels).config(),
        set,
        new TrainingConfig(
            new Objective.NextAction(1),
            loss,
            UserWeights.NONE,
            new OptimizerConfig(1e-3, 0, 0, 1),
            Batching.of(batchSize),
            Epochs.of(1, 0, 0)),
        taught);
  }

  private static final Loss SAMPLED = new SampledSoftmax(new Negatives(512, 512), true);

  @Test
  void theDefaultEncoderFitsALaptop() {
    MemoryNeed need = need(256, 4, 64, SAMPLED);

    assertThat(need.parameters()).isBetween(GIBIBYTE / 4, 2 * GIBIBYTE);
    assertThatCode(() -> need.check(8 * GIBIBYTE, 2 * GIBIBYTE)).doesNotThrowAnyException();
  }

  @Test
  void whatCannotFitIsRefusedWithSizesAndTheOptionThatMatters() {
    assertThatThrownBy(() -> need(8192, 24, 64, SAMPLED).check(64 * GIBIBYTE, 1L << 50))
        .isInstanceOf(TrainingException.class)
        .hasMessageMatching(
            "out of memory before the first step: training needs at least \\d+\\.\\d GiB"
                + " \\(parameters and optimizer .*this machine has 64.0 GiB; lower --dim or"
                + " --layers");
    assertThatThrownBy(
            () -> need(64, 1, 2000, new FullSoftmax(), Kernels.PLAIN).check(8 * GIBIBYTE, 1L << 50))
        .hasMessageEndingWith("lower --batch-size or --negatives, or use --loss sampled-softmax");
    assertThatThrownBy(() -> need(512, 200, 2000, SAMPLED).check(8 * GIBIBYTE, 1L << 50))
        .hasMessageEndingWith("lower --batch-size, --window, --dim or --layers");
  }

  @Test
  void fusedKernelsHoldNoScoresOfAllTargets() {
    Loss full = new FullSoftmax();
    assertThat(need(64, 1, 2000, full, Kernels.PLAIN).scores()).isGreaterThan(GIBIBYTE);
    assertThat(need(64, 1, 2000, full).scores()).isZero();
    long targets = need(64, 1, 2000, SAMPLED).scores() / 1024;
    assertThat(targets).isBetween(2000L, 2000L * 30);
  }

  @Test
  void aTeachersScoresAreHeldBesideTheOwn() {
    MemoryNeed alone = need(64, 1, 64, SAMPLED);
    MemoryNeed taught = need(64, 1, 64, SAMPLED, Kernels.FUSED, true);
    long scores = taught.scores() - alone.scores();
    // Three arrays of 4 bytes for each of at most 64 windows of 30 events and 60,000 candidates.
    assertThat(scores).isBetween(3L * 4 * 64 * 10 * ITEMS, 3L * 4 * 64 * 30 * ITEMS);
  }

  @Test
  void onlyFusedKernelsForgetTheScoresOfAttention() {
    long fused = need(64, 1, 64, SAMPLED).activations();
    assertThat(need(64, 1, 64, SAMPLED, Kernels.STEP).activations())
        .isGreaterThan(fused)
        .isEqualTo(need(64, 1, 64, SAMPLED, Kernels.PLAIN).activations());
  }

  @Test
  void theHeapMustHoldACheckpoint() {
    assertThatThrownBy(() -> need(1024, 4, 1, SAMPLED).check(1L << 50, GIBIBYTE))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("of Java heap, which ends at 1.0 GiB; give Java more with -Xmx");
  }

  @Test
  void noBatchIsLargerThanTheData() {
    assertThat(need(64, 1, 1_000_000, SAMPLED)).isEqualTo(need(64, 1, 2000, SAMPLED));
  }
}
