package movielens.experiment.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OptimizerConfigTest {
  @Test
  void aNormIsThatOfABatchOrOfItsWeight() {
    assertThat(new OptimizerConfig(1, 0, 0, 2, Clipping.BATCH, 0).clipNorm(0.25)).isEqualTo(2);
    assertThat(new OptimizerConfig(1, 0, 0, 2, Clipping.WEIGHT, 0).clipNorm(0.25)).isEqualTo(0.5);
    assertThat(new OptimizerConfig(1, 0, 0, 2).clipNorm(0.25)).isEqualTo(2);
  }
}
