package movielens.experiment.training.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class GbceTest {
  @Test
  void calibrationInterpolatesBetweenBceAndTheSamplingRate() {
    assertThat(new Gbce(1, 0).beta(101)).isCloseTo(1, within(1e-12));
    assertThat(new Gbce(10, 1).beta(101)).isCloseTo(0.1, within(1e-12));
    assertThat(new Gbce(10, 0.75).beta(101)).isCloseTo(0.325, within(1e-12));
  }

  @Test
  void gbceStartsWherePositivesAndNegativesPullEqually() {
    assertThat(new Gbce(1, 0).prior(101)).isCloseTo(0, within(1e-12));
    Gbce loss = new Gbce(256, 0.75);
    double odds = Math.exp(loss.prior(3000));
    assertThat(256 * odds / (1 + odds)).isCloseTo(loss.beta(3000) / (1 + odds), within(1e-12));
  }
}
