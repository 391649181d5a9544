package movielens.experiment.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EffectSizeTest {
  @Test
  void byHand() {
    EffectSize effect = EffectSize.of(new double[] {1, 0, -0.5, 1.5, 1e-15});
    // mean 0.4, squares 0.36 + 0.16 + 0.81 + 1.21 + 0.16
    assertThat(effect.dz()).isCloseTo(0.4 / Math.sqrt(2.7 / 4), within(1e-12));
    assertThat(effect.better()).isEqualTo(0.4);
    assertThat(effect.worse()).isEqualTo(0.2);
    assertThat(effect.same()).isEqualTo(0.4);
  }

  @Test
  void withoutSpreadThereIsNone() {
    assertThat(EffectSize.of(new double[] {0.3, 0.3}))
        .isEqualTo(new EffectSize(Double.NaN, 1, 0, 0));
    assertThat(EffectSize.of(new double[] {0, 0})).isEqualTo(new EffectSize(Double.NaN, 0, 0, 1));
    assertThat(EffectSize.of(new double[] {-2})).isEqualTo(new EffectSize(Double.NaN, 0, 1, 0));
  }
}
