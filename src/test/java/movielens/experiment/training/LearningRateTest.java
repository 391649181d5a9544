package movielens.experiment.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import movielens.experiment.training.loss.FullSoftmax;
import movielens.experiment.training.objective.Objective;
import org.junit.jupiter.api.Test;

class LearningRateTest {
  private static LearningRate rate(int epochs, int patience) {
    return new LearningRate(
        new TrainingConfig(
            new Objective.NextAction(1),
            new FullSoftmax(),
            UserWeights.NONE,
            new OptimizerConfig(0.8, 0, 0.2, 1),
            Batching.of(8),
            Epochs.of(epochs, 0, patience)));
  }

  @Test
  void risesToItsPeakAndFallsToZero() {
    LearningRate rate = rate(10, 3);
    assertThat(rate.at(1, 0)).isCloseTo(0.4, within(1e-12));
    assertThat(rate.at(2, 0)).isCloseTo(0.8, within(1e-12));
    assertThat(rate.at(6, 0)).isCloseTo(0.4, within(1e-12));
    assertThat(rate.at(10, 0)).isCloseTo(0, within(1e-12));
  }

  @Test
  void cutShortItFallsFromThatOfTheBestEpochToZero() {
    LearningRate rate = rate(20, 4);
    double best = rate.at(5, 0);
    assertThat(rate.lastEpoch(9)).isEqualTo(13);
    assertThat(rate.at(9 + 1e-9, 9)).isCloseTo(best, within(1e-6));
    assertThat(rate.at(11, 9)).isCloseTo(best / 2, within(1e-12));
    assertThat(rate.at(13, 9)).isCloseTo(0, within(1e-12));
  }

  @Test
  void cuttingShortNeverMakesTrainingLonger() {
    LearningRate rate = rate(10, 4);
    assertThat(rate.lastEpoch(0)).isEqualTo(10);
    assertThat(rate.lastEpoch(8)).isEqualTo(10);
    assertThat(rate.at(10, 8)).isCloseTo(0, within(1e-12));
  }
}
