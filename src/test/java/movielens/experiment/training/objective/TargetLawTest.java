package movielens.experiment.training.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The law of each draw against its probabilities, event by event. */
class TargetLawTest {
  private static final int DRAWS = 60_000;

  /** Less than one in ten thousand; the draws are always the same. */
  private static final double SIGNIFICANT = 1e-4;

  private static final double DAY = 86_400;

  /** Seconds of events ahead: some at once, some days apart. */
  private static final long[] SECONDS = {
    3_600, 3_600, 7_000, 100_000, 100_000, 250_000, 600_000, 600_001, 1_500_000
  };

  private static EventsAhead ahead(int count) {
    return new EventsAhead() {
      @Override
      public int count() {
        return count;
      }

      @Override
      public long secondsAhead(int place) {
        return SECONDS[place];
      }
    };
  }

  /** What an event weighs by its definition, k counted from 1. */
  private static double weight(String label, int k, int count) {
    String[] parts = label.split(":", -1);
    double number = parts.length == 1 ? 0 : Double.parseDouble(parts[1]);
    return switch (parts[0]) {
      case "uniform" -> 1;
      case "harmonic" -> 1.0 / k;
      case "decay" -> Math.pow(number, k - 1);
      case "time-decay" -> Math.pow(2, -SECONDS[k - 1] / DAY / number);
      case "mixture" -> (k == 1 ? number : 0) + (1 - number) / count;
      default -> throw new IllegalArgumentException(label);
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "uniform",
        "harmonic",
        "decay:0.6666666666666666",
        "decay:0.99",
        "decay:0.2",
        "time-decay:1.0",
        "time-decay:7.0",
        "time-decay:0.3",
        "mixture:0.5",
        "mixture:0.1"
      })
  void drawsByItsDefinition(String label) {
    TargetLaw law = TargetLaw.of(label);
    assertThat(law.label()).isEqualTo(label);
    SplittableRandom random = new SplittableRandom(17);
    for (int count : new int[] {2, 3, SECONDS.length}) {
      double[] expected = new double[count];
      for (int k = 1; k <= count; k++) {
        expected[k - 1] = weight(label, k, count);
      }
      double sum = Arrays.stream(expected).sum();
      long[] seen = new long[count];
      for (int i = 0; i < DRAWS; i++) {
        seen[law.draw(ahead(count), random)]++;
      }
      assertSame(Arrays.stream(expected).map(w -> w / sum * DRAWS).toArray(), seen);
    }
  }

  /** The test wants five expected draws in each place; rarer ones are added up. */
  private static void assertSame(double[] expected, long[] seen) {
    int places = 0;
    double[] wanted = new double[expected.length];
    long[] found = new long[expected.length];
    for (int i = 0; i < expected.length; i++) {
      wanted[places] += expected[i];
      found[places] += seen[i];
      if (wanted[places] >= 5) {
        places++;
      }
    }
    if (places < wanted.length && places > 0) {
      wanted[places - 1] += wanted[places];
      found[places - 1] += found[places];
    }
    assertThat(places).isGreaterThan(1);
    double p =
        new ChiSquareTest()
            .chiSquareTest(Arrays.copyOf(wanted, places), Arrays.copyOf(found, places));
    assertThat(p)
        .as("%s of %s", Arrays.toString(seen), Arrays.toString(expected))
        .isGreaterThan(SIGNIFICANT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "uniform",
        "harmonic",
        "decay:1e-9",
        "decay:0.999999999",
        "time-decay:1e-6",
        "mixture:1"
      })
  void oneEventIsAlwaysTheOneAndManyStayInside(String label) {
    TargetLaw law = TargetLaw.of(label);
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 2_000; i++) {
      assertThat(law.draw(ahead(1), random)).isZero();
      assertThat(law.draw(ahead(SECONDS.length), random)).isBetween(0, SECONDS.length - 1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "next, is not uniform",
    "Uniform, is not uniform",
    "'', is not uniform",
    "uniform:2, uniform takes none",
    "harmonic:1, harmonic takes none",
    "decay, 'needs GAMMA above 0 and below 1'",
    "decay:, 'needs GAMMA above 0 and below 1'",
    "decay:1, 'needs GAMMA above 0 and below 1'",
    "decay:x, 'needs GAMMA above 0 and below 1'",
    "decay:NaN, 'needs GAMMA above 0 and below 1'",
    "time-decay:0, needs DAYS above 0",
    "time-decay:Infinity, needs DAYS above 0",
    "mixture:1.5, needs SHARE from 0 to 1"
  })
  void whatIsNoLawIsRefused(String label, String reason) {
    assertThatThrownBy(() -> TargetLaw.of(label))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void nextActionAlwaysTakesTheNearest() {
    TargetLaw law = new Objective.NextAction(28).targets();
    SplittableRandom untouched = new SplittableRandom(1);
    assertThat(law.draw(ahead(9), untouched)).isZero();
    assertThat(untouched.nextLong()).isEqualTo(new SplittableRandom(1).nextLong());
  }
}
