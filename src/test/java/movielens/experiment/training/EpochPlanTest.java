package movielens.experiment.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import movielens.experiment.data.InteractionLog;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class EpochPlanTest {
  private static final int ITEMS = 40;
  private static final int WINDOW = 6;

  private static TrainingConfig config(UserWeights weights, Objective objective, int batchSize) {
    return new TrainingConfig(
        objective,
        new Loss.SampledSoftmax(new Negatives(4, 4), true),
        weights,
        new OptimizerConfig(1e-3, 0.01, 0.1, 1),
        batchSize,
        1,
        0,
        0);
  }

  @Property(tries = 100)
  void everyEventIsInExactlyOneWindowAndWindowsFit(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int batchSize) {
    InteractionLog fit = RandomLogs.of(seed, 8, 25, ITEMS);
    TrainingConfig config = config(UserWeights.NONE, new Objective.NextAction(1), batchSize);
    Targets targets = new Targets(TrainingSet.ofAllItems(fit, ITEMS), config.objective());
    EpochPlan plan = EpochPlan.of(fit, targets, config, WINDOW, RandomStream.of(seed, 1));
    Set<Integer> seen = new HashSet<>();
    int windows = 0;
    for (int place = 0; place < plan.batches(); place++) {
      assertThat(plan.endWindow(place) - plan.firstWindow(place)).isBetween(1, batchSize);
      for (int w = plan.firstWindow(place); w < plan.endWindow(place); w++) {
        windows++;
        assertThat(plan.windowEnd(w) - plan.windowStart(w)).isBetween(1, WINDOW);
        for (int p = plan.windowStart(w); p < plan.windowEnd(w); p++) {
          assertThat(p).isBetween(fit.start(plan.user(w)), fit.end(plan.user(w)) - 1);
          assertThat(seen.add(p)).as("position %d only once", p).isTrue();
        }
      }
    }
    assertThat((long) seen.size()).isEqualTo(fit.events()).isEqualTo(plan.positions());
    assertThat(windows).isGreaterThanOrEqualTo((int) (fit.events() / WINDOW));
  }

  @Property(tries = 60)
  void equalWeightsGiveEveryUserTheSameSumOverAnEpoch(
      @ForAll long seed,
      @ForAll boolean lastOnly,
      @ForAll @IntRange(min = 1, max = 9) int batchSize) {
    InteractionLog fit = RandomLogs.of(seed, 8, 25, ITEMS);
    Objective objective = lastOnly ? new Objective.AllAction(2) : new Objective.DenseAllAction(2);
    TrainingConfig config = config(UserWeights.EQUAL, objective, batchSize);
    TrainingSet set = TrainingSet.ofAllItems(fit, ITEMS);
    Targets targets = new Targets(set, objective);
    EpochPlan plan = EpochPlan.of(fit, targets, config, WINDOW, RandomStream.of(seed, 1));
    BatchBuilder builder = new BatchBuilder(set, targets, config);
    double[] sums = new double[fit.users()];
    double total = 0;
    for (int place = 0; place < plan.batches(); place++) {
      Batch batch = builder.build(plan, place, RandomStream.of(seed, 2, place));
      for (int i = 0; i < batch.rows().length; i++) {
        int window = plan.firstWindow(place) + (int) (batch.rows()[i] / batch.length());
        sums[plan.user(window)] += batch.weights()[i];
        total += batch.weights()[i];
      }
    }
    double first = -1;
    for (double sum : sums) {
      if (sum > 0) {
        first = first < 0 ? sum : first;
        assertThat(sum / first).isCloseTo(1, within(1e-6));
      }
    }
    if (first > 0) {
      assertThat(total).isCloseTo(plan.batches(), within(1e-4));
    }
  }
}
