package movielens.experiment.training;

import static org.assertj.core.api.Assertions.assertThat;

import movielens.experiment.data.InteractionLog;
import movielens.experiment.training.loss.FullSoftmax;
import movielens.experiment.training.objective.Objective;
import org.junit.jupiter.api.Test;

class TrainingBudgetTest {
  private static TrainingConfig config(int batchSize, int epochs, int minSteps, int patience) {
    return new TrainingConfig(
        new Objective.NextAction(1),
        new FullSoftmax(),
        UserWeights.EQUAL,
        new OptimizerConfig(1e-3, 0.01, 0.1, 1),
        Batching.of(batchSize),
        Epochs.of(epochs, minSteps, patience));
  }

  /** So many users with exactly one full window of 10 events each. */
  private static InteractionLog windows(int count) {
    int[] ids = new int[count];
    int[] starts = new int[count];
    int[] ends = new int[count];
    for (int user = 0; user < count; user++) {
      ids[user] = user + 1;
      starts[user] = 10 * user;
      ends[user] = 10 * user + 10;
    }
    return new InteractionLog(ids, starts, ends, new int[10 * count], new int[10 * count]);
  }

  private static TrainingConfig budget(TrainingConfig config, int windows) {
    return TrainingBudget.of(config, windows(windows), 10);
  }

  @Test
  void largeSetIsTrainedAsConfigured() {
    TrainingConfig config = config(64, 12, 600, 3);
    assertThat(budget(config, 64 * 50)).isEqualTo(config);
  }

  @Test
  void smallerSetGetsSmallerBatchesFirst() {
    assertThat(budget(config(64, 12, 600, 3), 1000)).isEqualTo(config(20, 12, 600, 3));
  }

  @Test
  void smallSetGetsMoreEpochsAndPatienceAlike() {
    // 80 windows in batches of 8 are 10 steps: 60 epochs for 600, five times as many as configured.
    assertThat(budget(config(64, 12, 600, 3), 80)).isEqualTo(config(8, 60, 600, 15));
  }

  @Test
  void withoutMinimumNothingChanges() {
    TrainingConfig config = config(64, 12, 0, 3);
    assertThat(budget(config, 80)).isEqualTo(config);
  }

  @Test
  void batchIsNeverRaised() {
    assertThat(budget(config(4, 12, 600, 0), 80)).isEqualTo(config(4, 30, 600, 0));
  }
}
