package movielens.experiment.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import movielens.experiment.data.InteractionLog;
import movielens.experiment.training.loss.Negatives;
import movielens.experiment.training.loss.SampledSoftmax;
import movielens.experiment.training.objective.Objective;
import movielens.experiment.training.objective.TargetLaw;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EpochPlanTest {
  private static final int ITEMS = 40;
  private static final int WINDOW = 6;

  private static TrainingConfig config(UserWeights weights, Objective objective, int batchSize) {
    return new TrainingConfig(
        objective,
        new SampledSoftmax(new Negatives(4, 4), true),
        weights,
        new OptimizerConfig(1e-3, 0.01, 0.1, 1),
        Batching.of(batchSize),
        Epochs.of(1, 0, 0));
  }

  @Property(tries = 200)
  void everyEventIsFreshInExactlyOneWindowAndWindowsFit(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 9) int batchSize,
      @ForAll @IntRange(max = WINDOW - 1) int overlap,
      @ForAll BatchOrder order) {
    InteractionLog fit = RandomLogs.of(seed, 8, 25, ITEMS);
    TrainingConfig config =
        config(UserWeights.NONE, new Objective.NextAction(1), batchSize)
            .with(new Batching(batchSize, overlap, order));
    Targets targets = new Targets(TrainingSet.ofAllItems(fit, ITEMS), config.objective());
    EpochPlan plan = EpochPlan.of(fit, targets, config, WINDOW, RandomStream.of(seed, 1));
    Set<Integer> seen = new HashSet<>();
    int windows = 0;
    for (int place = 0; place < plan.batches(); place++) {
      assertThat(plan.endWindow(place) - plan.firstWindow(place)).isBetween(1, batchSize);
      int before = seen.size();
      for (int w = plan.firstWindow(place); w < plan.endWindow(place); w++) {
        windows++;
        assertThat(plan.windowEnd(w) - plan.windowStart(w)).isBetween(1, WINDOW);
        boolean first = plan.windowStart(w) == fit.start(plan.user(w));
        int context = plan.firstFresh(w) - plan.windowStart(w);
        assertThat(context).isEqualTo(first ? 0 : overlap);
        for (int p = plan.windowStart(w); p < plan.windowEnd(w); p++) {
          assertThat(p).isBetween(fit.start(plan.user(w)), fit.end(plan.user(w)) - 1);
          boolean fresh = p >= plan.firstFresh(w);
          assertThat(plan.predicts(w, p)).isEqualTo(fresh && p + 1 < fit.end(plan.user(w)));
          assertThat(!fresh || seen.add(p)).as("position %d is fresh only once", p).isTrue();
        }
      }
      assertThat(plan.freshEvents(place)).isEqualTo(seen.size() - before);
    }
    assertThat((long) seen.size()).isEqualTo(fit.events());
    assertThat((long) windows)
        .isGreaterThanOrEqualTo(TrainingBudget.windows(fit, WINDOW, overlap))
        .isLessThanOrEqualTo(TrainingBudget.windows(fit, WINDOW, overlap) + fit.users());
  }

  @Property(tries = 100)
  void onlyALongHistoryIsCutAndOnlyItsEndsAreShort(@ForAll long seed) {
    InteractionLog fit = RandomLogs.of(seed, 8, 4 * WINDOW, ITEMS);
    EpochPlan plan = plan(fit, seed);
    for (int w = 0; w < windows(plan); w++) {
      int start = plan.windowStart(w);
      int end = plan.windowEnd(w);
      boolean first = start == fit.start(plan.user(w));
      boolean last = end == fit.end(plan.user(w));
      if (fit.end(plan.user(w)) - fit.start(plan.user(w)) <= WINDOW) {
        assertThat(first && last).isTrue();
      } else if (!first && !last) {
        assertThat(end - start).isEqualTo(WINDOW);
      }
    }
  }

  @Test
  void aMixedBatchHasWindowsOfAllLengths() {
    InteractionLog fit = RandomLogs.of(3, 60, WINDOW, ITEMS);
    TrainingConfig config =
        config(UserWeights.NONE, new Objective.NextAction(1), 20)
            .with(new Batching(20, 0, BatchOrder.MIXED));
    Targets targets = new Targets(TrainingSet.ofAllItems(fit, ITEMS), config.objective());
    EpochPlan plan = EpochPlan.of(fit, targets, config, WINDOW, RandomStream.of(5, 1));
    for (int place = 0; place < plan.batches(); place++) {
      Set<Integer> lengths = new HashSet<>();
      for (int w = plan.firstWindow(place); w < plan.endWindow(place); w++) {
        lengths.add(plan.windowEnd(w) - plan.windowStart(w));
      }
      assertThat(lengths).hasSizeGreaterThan(2);
    }
  }

  /** A batch is a run of windows, and as wide as its longest one. */
  @Property(tries = 100)
  void windowsStandByLength(@ForAll long seed) {
    EpochPlan plan = plan(RandomLogs.of(seed, 8, 25, ITEMS), seed);
    for (int w = 1; w < windows(plan); w++) {
      assertThat(plan.windowEnd(w) - plan.windowStart(w))
          .isGreaterThanOrEqualTo(plan.windowEnd(w - 1) - plan.windowStart(w - 1));
    }
  }

  @Test
  void windowsOfOneLengthStandInAnyOrder() {
    int users = 5;
    int draws = 5000;
    InteractionLog fit = pairs(users);
    int[][] at = new int[users][users];
    for (int seed = 0; seed < draws; seed++) {
      EpochPlan plan = plan(fit, seed);
      for (int w = 0; w < users; w++) {
        at[w][plan.user(w)]++;
      }
    }
    for (int[] place : at) {
      // Five standard deviations.
      assertThat(Arrays.stream(place).boxed())
          .allSatisfy(count -> assertThat(count).isCloseTo(draws / users, within(142)));
    }
  }

  @Test
  void thereMayBeManyWindows() {
    int users = 5000;
    EpochPlan plan = plan(pairs(users), 1);
    Set<Integer> seen = new HashSet<>();
    for (int w = 0; w < users; w++) {
      assertThat(plan.windowStart(w)).isEqualTo(2 * plan.user(w));
      assertThat(plan.windowEnd(w)).isEqualTo(2 * plan.user(w) + 2);
      seen.add(plan.user(w));
    }
    assertThat(seen).hasSize(users);
  }

  /** Two events of each user. */
  private static InteractionLog pairs(int users) {
    int[] starts = IntStream.range(0, users).map(user -> 2 * user).toArray();
    int[] ends = IntStream.range(0, users).map(user -> 2 * user + 2).toArray();
    int[] items = IntStream.range(0, 2 * users).map(event -> 1 + event % 2).toArray();
    int[] seconds = IntStream.range(0, 2 * users).toArray();
    return new InteractionLog(IntStream.range(0, users).toArray(), starts, ends, items, seconds);
  }

  private static EpochPlan plan(InteractionLog fit, long seed) {
    TrainingConfig config = config(UserWeights.NONE, new Objective.NextAction(1), 4);
    Targets targets = new Targets(TrainingSet.ofAllItems(fit, ITEMS), config.objective());
    return EpochPlan.of(fit, targets, config, WINDOW, RandomStream.of(seed, 1));
  }

  private static int windows(EpochPlan plan) {
    return IntStream.range(0, plan.batches()).map(plan::endWindow).max().orElse(0);
  }

  @Provide
  Arbitrary<TargetLaw> laws() {
    return Arbitraries.of("uniform", "decay:0.6", "time-decay:1", "harmonic", "mixture:0.5")
        .map(TargetLaw::of);
  }

  @Property(tries = 200)
  void theWeightsOfAnEpochSumToItsBatchesByUserOrByTarget(
      @ForAll long seed,
      @ForAll boolean lastOnly,
      @ForAll boolean equal,
      @ForAll @IntRange(min = 1, max = 9) int batchSize,
      @ForAll @IntRange(max = WINDOW - 1) int overlap,
      @ForAll BatchOrder order,
      @ForAll @From("laws") TargetLaw law) {
    InteractionLog fit = RandomLogs.of(seed, 8, 25, ITEMS);
    Objective objective =
        lastOnly ? new Objective.AllAction(2, law) : new Objective.DenseAllAction(2, law);
    TrainingConfig config =
        config(equal ? UserWeights.EQUAL : UserWeights.NONE, objective, batchSize)
            .with(new Batching(batchSize, overlap, order));
    TrainingSet set = TrainingSet.ofAllItems(fit, ITEMS);
    Targets targets = new Targets(set, objective);
    EpochPlan plan = EpochPlan.of(fit, targets, config, WINDOW, RandomStream.of(seed, 1));
    BatchBuilder builder = new BatchBuilder(set, targets, config);
    double[] sums = new double[fit.users()];
    for (int place = 0; place < plan.batches(); place++) {
      Batch batch = builder.build(plan, place, RandomStream.of(seed, 2, place));
      for (int i = 0; i < batch.rows().length; i++) {
        int window = plan.firstWindow(place) + (int) (batch.rows()[i] / batch.length());
        sums[plan.user(window)] += batch.weights()[i];
      }
    }

    int[] predicted = new int[fit.users()];
    for (int w = 0; w < windows(plan); w++) {
      for (int p = plan.firstFresh(w); p < plan.windowEnd(w); p++) {
        boolean later = p + 1 < fit.end(plan.user(w));
        if (later && (!lastOnly || p + 1 == plan.windowEnd(w))) {
          predicted[plan.user(w)]++;
        }
      }
    }
    double all = Arrays.stream(predicted).sum();
    double users = Arrays.stream(predicted).filter(count -> count > 0).count();
    for (int user = 0; user < predicted.length; user++) {
      double share = equal ? 1 / users : predicted[user] / all;
      double expected = predicted[user] == 0 ? 0 : plan.batches() * share;
      assertThat(sums[user]).as("user %d", user).isCloseTo(expected, within(1e-4));
    }
  }
}
