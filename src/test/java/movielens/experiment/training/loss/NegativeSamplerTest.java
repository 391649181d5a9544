package movielens.experiment.training.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NegativeSamplerTest {
  private static final int[] CANDIDATES = {1, 2, 4};

  /** Training events of items 0…4; item 3 is no candidate. */
  private static final int[] COUNTS = {0, 6, 3, 50, 1};

  private static NegativeSampler sampler(int uniform, int inBatch, boolean corrected) {
    return new NegativeSampler(
        new Negatives(uniform, inBatch),
        Drawing.WITH_REPETITION,
        new Candidates(CANDIDATES, COUNTS),
        corrected);
  }

  @Test
  void uniformOnesComeFirstAndAreCandidatesThenThoseOfTheBatch() {
    long[] drawn = sampler(3000, 2000, true).draw(new long[] {2, 2, 4}, new SplittableRandom(1));

    assertThat(drawn).hasSize(5000);
    for (int item : CANDIDATES) {
      assertThat(count(drawn, 0, 3000, item)).isCloseTo(1000, within(150L));
    }
    assertThat(count(drawn, 3000, 5000, 2)).isCloseTo(1333, within(150L));
    assertThat(count(drawn, 3000, 5000, 4)).isCloseTo(667, within(150L));
  }

  private static long count(long[] drawn, int from, int to, int item) {
    return Arrays.stream(drawn, from, to).filter(d -> d == item).count();
  }

  @Test
  void aBatchWithoutPositivesHasNoNegativesOfItsOwn() {
    assertThat(sampler(4, 8, true).draw(new long[0], new SplittableRandom(1))).hasSize(4);
    assertThat(sampler(0, 8, true).draw(new long[0], new SplittableRandom(1))).isEmpty();
  }

  @Test
  void theCorrectionIsTheLogOfTheExpectedNumber() {
    float[] logQ = sampler(30, 20, true).logQ(new long[] {4, 1, 2});

    assertThat(logQ[0]).isCloseTo((float) Math.log(30 / 3.0 + 20 * 0.1), within(1e-6f));
    assertThat(logQ[1]).isCloseTo((float) Math.log(30 / 3.0 + 20 * 0.6), within(1e-6f));
    assertThat(logQ[2]).isCloseTo((float) Math.log(30 / 3.0 + 20 * 0.3), within(1e-6f));
  }

  @Test
  void logQIsTheLogOfTheExpectedNumberOfDraws() {
    int[] counts = {0, 1, 3, 0};
    long[] positives = {1, 2, 2, 2};
    NegativeSampler sampler =
        new NegativeSampler(
            new Negatives(300, 200),
            Drawing.WITH_REPETITION,
            new Candidates(new int[] {1, 2, 3}, counts),
            true);
    float[] logQ = sampler.logQ(new long[] {1, 2, 3});
    assertThat(logQ[0]).isCloseTo((float) Math.log(100 + 50), within(1e-5f));
    assertThat(logQ[1]).isCloseTo((float) Math.log(100 + 150), within(1e-5f));
    assertThat(logQ[2]).isCloseTo((float) Math.log(100), within(1e-5f));
    double[] drawn = new double[4];
    for (int round = 0; round < 2000; round++) {
      for (long item : sampler.draw(positives, new SplittableRandom(round))) {
        drawn[(int) item] += 1 / 2000.0;
      }
    }
    for (int item = 1; item <= 3; item++) {
      assertThat(drawn[item]).isCloseTo(Math.exp(logQ[item - 1]), within(2.0));
    }
  }

  @Test
  void anItemThatIsNeverDrawnHasAFiniteCorrection() {
    NegativeSampler inBatchOnly =
        new NegativeSampler(
            new Negatives(0, 5),
            Drawing.WITH_REPETITION,
            new Candidates(new int[] {1, 2}, new int[] {0, 3, 0}),
            true);

    assertThat(inBatchOnly.logQ(new long[] {2})[0])
        .isEqualTo((float) Math.log(Float.MIN_NORMAL))
        .isFinite();
    NegativeSampler ofNothing =
        new NegativeSampler(
            new Negatives(2, 5),
            Drawing.WITH_REPETITION,
            new Candidates(new int[] {1}, new int[] {0, 0}),
            true);
    assertThat(ofNothing.logQ(new long[] {1})[0]).isCloseTo((float) Math.log(2), within(1e-6f));
  }

  @Test
  void withoutCorrectionItIsZero() {
    assertThat(sampler(30, 20, false).logQ(new long[] {1, 2, 4})).containsExactly(0, 0, 0);
  }

  @Test
  void uniqueOnesAreThoseThatWereDrawnOnceEach() {
    long[] positives = {2, 2, 4, 2, 1};
    Candidates candidates = new Candidates(CANDIDATES, COUNTS);
    Negatives negatives = new Negatives(3, 2);
    for (int seed = 0; seed < 200; seed++) {
      long[] all =
          new NegativeSampler(negatives, Drawing.WITH_REPETITION, candidates, true)
              .draw(positives, new SplittableRandom(seed));
      long[] unique =
          new NegativeSampler(negatives, Drawing.UNIQUE, candidates, true)
              .draw(positives, new SplittableRandom(seed));

      assertThat(unique).hasSize(TargetLoss.ROWS);
      long[] real = Arrays.stream(unique).takeWhile(item -> item != 0).toArray();
      assertThat(real)
          .doesNotHaveDuplicates()
          .containsExactlyInAnyOrder(Arrays.stream(all).distinct().toArray());
      assertThat(Arrays.stream(unique).skip(real.length)).allMatch(item -> item == 0);
    }
  }

  /** Counted over batches whose positives follow the training events, as those of training do. */
  @Test
  void theCorrectionOfUniqueOnesIsTheLogOfBeingAmongThem() {
    int[] counts = {0, 40, 30, 15, 9, 4, 2, 0};
    int[] items = {1, 2, 3, 4, 5, 6, 7};
    Negatives negatives = new Negatives(3, 5);
    NegativeSampler sampler =
        new NegativeSampler(negatives, Drawing.UNIQUE, new Candidates(items, counts), true);
    int[] events = new int[100];
    int filled = 0;
    for (int item : items) {
      Arrays.fill(events, filled, filled + counts[item], item);
      filled += counts[item];
    }
    SplittableRandom random = new SplittableRandom(7);
    int rounds = 40_000;
    int[] seen = new int[8];
    for (int round = 0; round < rounds; round++) {
      // So many that what one batch lacks does not show among five draws.
      long[] positives = random.ints(400, 0, 100).mapToLong(at -> events[at]).toArray();
      for (long item : sampler.draw(positives, random)) {
        seen[(int) item]++;
      }
    }
    for (int item : items) {
      double share = counts[item] / 100.0;
      double formula = 1 - Math.pow(1 - 1 / 7.0, 3) * Math.pow(1 - share, 5);
      double deviation = Math.sqrt(formula * (1 - formula) / rounds);
      assertThat(Math.exp(sampler.logQ(new long[] {item})[0])).isCloseTo(formula, within(1e-6));
      assertThat((double) seen[item] / rounds).isCloseTo(formula, within(4 * deviation + 2e-3));
    }
  }

  @Test
  void aScoreIsNeverAsLowAsThatOfWhatIsNoNegative() {
    NegativeSampler sampler =
        new NegativeSampler(
            new Negatives(3, 2), Drawing.UNIQUE, new Candidates(CANDIDATES, COUNTS), false);

    assertThat(sampler.logQ(new long[] {1, 0})).containsExactly(0, 1e9f);
  }
}
