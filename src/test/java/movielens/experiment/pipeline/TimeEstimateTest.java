package movielens.experiment.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import movielens.experiment.evaluation.ModelName;
import org.junit.jupiter.api.Test;

class TimeEstimateTest {
  private long seconds;
  private final TimeEstimate estimate =
      new TimeEstimate(
          Map.of(
              ModelName.GENERIC,
              new TimeEstimate.Work(8_000_000, 60_000_000),
              ModelName.DISTILLED,
              new TimeEstimate.Work(1_000_000, 0)),
          3,
          () -> seconds * 1_000_000_000L);

  @Test
  void speaksOnceAfterTheFirstEpoch() {
    assertThat(estimate.begins(ModelName.GENERIC)).isEmpty();
    seconds = 20;
    assertThat(estimate.passed(500_000, 500_000, false)).isEmpty();
    seconds = 50;
    // 20,000 positions/s and 27 million positions: 1,350 s.
    assertThat(estimate.passed(1_000_000, 1_000_000, true))
        .contains(
            "about 23 min in all for 6 trainings (3 seeds × 2 models), at 20,000 positions/s; early"
                + " stopping may end it sooner");
    seconds = 100;
    assertThat(estimate.passed(2_000_000, 2_000_000, true)).isEmpty();
  }

  @Test
  void speaksAfterAMinuteOfALongEpoch() {
    assertThat(estimate.begins(ModelName.GENERIC)).isEmpty();
    seconds = 59;
    assertThat(estimate.passed(590_000, 590_000, false)).isEmpty();
    seconds = 60;
    assertThat(estimate.passed(600_000, 600_000, false))
        .hasValueSatisfying(text -> assertThat(text).startsWith("about 45 min in all"));
  }

  @Test
  void laterTrainingsAreExpectedToTakeWhatTheirLikeTook() {
    assertThat(estimate.begins(ModelName.GENERIC)).isEmpty();
    seconds = 100;
    assertThat(estimate.passed(1_000_000, 1_000_000, true)).isPresent();
    // Stopped early; 500 s with its ranking. Distilled is still guessed: 100 s a million.
    seconds = 500;
    assertThat(estimate.passed(4_000_000, 4_000_000, true)).isEmpty();
    // Two generic of 500 s, three distilled of 125 s: 1,375 s.
    assertThat(estimate.begins(ModelName.DISTILLED)).contains("about 23 min left in all");
    seconds = 560;
    assertThat(estimate.passed(1_000_000, 1_000_000, true)).isEmpty();
    // Two generic of 500 s and two distilled of 60 s.
    assertThat(estimate.begins(ModelName.GENERIC)).contains("about 19 min left in all");
  }

  @Test
  void whatAnInterruptedRunDidBeforeIsNoMeasure() {
    assertThat(estimate.begins(ModelName.GENERIC)).isEmpty();
    assertThat(estimate.begins(ModelName.DISTILLED)).isEmpty();
    seconds = 10;
    // 900,000 behind, but only 100,000 of them now: 10,000/s. 100,000 left, 2 generic, 2 distilled.
    assertThat(estimate.passed(900_000, 100_000, true))
        .hasValueSatisfying(
            text -> assertThat(text).startsWith("about 30 min in all").contains("10,000 pos"));
    assertThat(estimate.begins(ModelName.GENERIC)).contains("about 30 min left in all");
  }

  @Test
  void rankingCountsAsLongAsValidationTakesForIt() {
    assertThat(estimate.begins(ModelName.GENERIC)).isEmpty();
    seconds = 50;
    estimate.validated(Double.NaN);
    estimate.validated(1e-5);
    // 1,350 s as above, and three times 600 s.
    assertThat(estimate.passed(1_000_000, 1_000_000, true))
        .hasValueSatisfying(text -> assertThat(text).startsWith("about 53 min in all"));
  }

  @Test
  void nothingIsSaidOfSeconds() {
    assertThat(estimate.begins(ModelName.GENERIC)).isEmpty();
    seconds = 1;
    assertThat(estimate.passed(8_000_000, 8_000_000, true)).isPresent();
    assertThat(estimate.begins(ModelName.DISTILLED)).isEmpty();
  }

  @Test
  void durationsAreRough() {
    assertThat(TimeEstimate.duration(0)).isEqualTo("5 s");
    assertThat(TimeEstimate.duration(52)).isEqualTo("50 s");
    assertThat(TimeEstimate.duration(100)).isEqualTo("2 min");
    assertThat(TimeEstimate.duration(3600)).isEqualTo("60 min");
    assertThat(TimeEstimate.duration(7300)).isEqualTo("2 h");
    assertThat(TimeEstimate.duration(8000)).isEqualTo("2 h 10 min");
  }
}
