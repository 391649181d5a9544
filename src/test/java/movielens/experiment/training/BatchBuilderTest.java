package movielens.experiment.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import movielens.experiment.data.InteractionLog;
import movielens.experiment.training.loss.Drawing;
import movielens.experiment.training.loss.FullSoftmax;
import movielens.experiment.training.loss.Gbce;
import movielens.experiment.training.loss.Loss;
import movielens.experiment.training.loss.Mask;
import movielens.experiment.training.loss.Negatives;
import movielens.experiment.training.loss.SampledSoftmax;
import movielens.experiment.training.loss.SampledSoftmax.SharedNegatives;
import movielens.experiment.training.loss.TargetLoss;
import movielens.experiment.training.objective.Objective;
import movielens.experiment.training.objective.Uniform;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BatchBuilderTest {
  private static final int ITEMS = 25;
  private static final int WINDOW = 5;
  private static final double HORIZON_DAYS = 1.5;

  private static TrainingConfig config(Loss loss, UserWeights weights) {
    return new TrainingConfig(
        new Objective.DenseAllAction(HORIZON_DAYS, new Uniform()),
        loss,
        weights,
        new OptimizerConfig(1e-3, 0.01, 0.1, 1),
        Batching.of(4),
        Epochs.of(1, 0, 0));
  }

  @Property(tries = 80)
  void holdsTheWindowsTheirTargetsAndTheExactMask(
      @ForAll long seed,
      @ForAll boolean someItems,
      @ForAll Mask mask,
      @ForAll @IntRange(max = WINDOW - 1) int overlap) {
    InteractionLog fit = RandomLogs.of(seed, 7, 18, ITEMS);
    Loss loss = new SampledSoftmax(new Negatives(9, 7), Drawing.WITH_REPETITION, true, mask);
    TrainingConfig config =
        config(loss, UserWeights.EQUAL).with(new Batching(4, overlap, BatchOrder.BY_LENGTH));
    int[] candidates =
        java.util.stream.IntStream.rangeClosed(1, ITEMS)
            .filter(item -> !someItems || item % 2 == 0)
            .toArray();
    TrainingSet set = new TrainingSet(fit, ITEMS, candidates);
    Targets targets = new Targets(set, config.objective());
    BatchBuilder builder = new BatchBuilder(set, targets, config);
    EpochPlan plan = EpochPlan.of(fit, targets, config, WINDOW, RandomStream.of(seed, 1));
    for (int place = 0; place < plan.batches(); place++) {
      Batch batch = builder.build(plan, place, RandomStream.of(seed, 2, place));
      int first = plan.firstWindow(place);
      for (int w = 0; w < batch.windows(); w++) {
        int start = plan.windowStart(first + w);
        for (int t = 0; t < batch.length(); t++) {
          long expected = start + t < plan.windowEnd(first + w) ? fit.item(start + t) : 0;
          assertThat(batch.itemIds()[w * batch.length() + t]).isEqualTo(expected);
          if (start + t < plan.windowEnd(first + w) - 1) {
            int seconds = fit.epochSecond(start + t + 1) - fit.epochSecond(start + t);
            assertThat(batch.gaps()[w * batch.length() + t]).isEqualTo(seconds);
          }
        }
      }
      for (int row = 0; row < targets(batch); row++) {
        int w = first + (int) (batch.rows()[row] / batch.length());
        int position = plan.windowStart(w) + (int) (batch.rows()[row] % batch.length());
        assertThat(position).isGreaterThanOrEqualTo(plan.firstFresh(w));
        assertHits(fit, plan.user(w), position, row, batch, mask);
      }
      for (long negative : shared(batch).items()) {
        assertThat(Arrays.binarySearch(candidates, (int) negative)).isNotNegative();
      }
    }
  }

  private static void assertHits(
      InteractionLog fit, int user, int position, int row, Batch batch, Mask mask) {
    Set<Integer> noNegatives = new HashSet<>();
    for (int j = fit.start(user); j < fit.end(user); j++) {
      boolean ahead =
          j > position && fit.epochSecond(j) <= fit.epochSecond(position) + HORIZON_DAYS * 86_400;
      if (mask == Mask.OWN || (mask == Mask.HORIZON && ahead)) {
        noNegatives.add(fit.item(j));
      }
    }
    noNegatives.add((int) batch.positives()[row]);
    SharedNegatives shared = shared(batch);
    int columns = shared.items().length;
    Set<Long> hits = Arrays.stream(shared.hits()).boxed().collect(Collectors.toSet());
    for (int column = 0; column < columns; column++) {
      boolean expected = noNegatives.contains((int) shared.items()[column]);
      assertThat(hits.contains((long) row * columns + column)).isEqualTo(expected);
    }
  }

  private static SharedNegatives shared(Batch batch) {
    return (SharedNegatives) batch.contrast();
  }

  private static int targets(Batch batch) {
    return (int) Arrays.stream(batch.positives()).filter(item -> item != 0).count();
  }

  @Property(tries = 30)
  void targetsArePaddedWithSomeOfNoWeight(
      @ForAll @IntRange(min = 0, max = 1000) int seed, @ForAll boolean gbce) {
    InteractionLog fit = RandomLogs.of(seed, 7, 30, ITEMS);
    Loss loss = gbce ? new Gbce(3, 0.75) : new SampledSoftmax(new Negatives(5, 4), true);
    TrainingConfig config = config(loss, UserWeights.EQUAL);
    TrainingSet set = TrainingSet.ofAllItems(fit, ITEMS);
    Targets targets = new Targets(set, config.objective());
    EpochPlan plan = EpochPlan.of(fit, targets, config, WINDOW, RandomStream.of(seed, 1));

    Batch batch = new BatchBuilder(set, targets, config).build(plan, 0, RandomStream.of(seed, 2));

    int rows = batch.rows().length;
    assertThat(rows % TargetLoss.ROWS).isZero();
    assertThat(rows - targets(batch)).isBetween(0, TargetLoss.ROWS - 1);
    for (int i = 0; i < rows; i++) {
      assertThat(batch.weights()[i] > 0).isEqualTo(i < targets(batch));
      assertThat(batch.positives()[i] > 0).isEqualTo(i < targets(batch));
    }
    assertThat(batch.positives()).hasSize(rows);
    if (gbce) {
      assertThat(((Gbce.OwnNegatives) batch.contrast()).items()).hasSize(3 * rows);
    } else {
      // A batch without any target has none of its own items to draw from.
      assertThat(shared(batch).items()).hasSize(targets(batch) > 0 ? 9 : 5);
      assertThat(shared(batch).positiveLogQ()).hasSize(rows);
      assertThat(Arrays.stream(shared(batch).hits()).boxed())
          .allMatch(hit -> hit >= 0 && hit < 9L * targets(batch));
    }
  }

  @Test
  void inBatchWeightsAverageUsersAndThenTargets() {
    InteractionLog fit = RandomLogs.of(11, 7, 18, ITEMS);
    TrainingConfig config = config(new FullSoftmax(), UserWeights.IN_BATCH);
    TrainingSet set = TrainingSet.ofAllItems(fit, ITEMS);
    Targets targets = new Targets(set, config.objective());
    EpochPlan plan = EpochPlan.of(fit, targets, config, WINDOW, RandomStream.of(1, 1));
    for (int place = 0; place < plan.batches(); place++) {
      Batch batch =
          new BatchBuilder(set, targets, config).build(plan, place, RandomStream.of(1, 2));
      Map<Integer, Double> perUser = new HashMap<>();
      for (int i = 0; i < targets(batch); i++) {
        int window = plan.firstWindow(place) + (int) (batch.rows()[i] / batch.length());
        perUser.merge(plan.user(window), (double) batch.weights()[i], Double::sum);
      }
      int users = perUser.size();
      assertThat(perUser.values())
          .allSatisfy(sum -> assertThat(sum).isCloseTo(1.0 / users, within(1e-6)));
    }
  }

  @Test
  void ownNegativesOfGbceAreNeverThePositive() {
    InteractionLog fit = RandomLogs.of(11, 7, 18, ITEMS);
    TrainingConfig config = config(new Gbce(6, 0.75), UserWeights.NONE);
    TrainingSet set = TrainingSet.ofAllItems(fit, ITEMS);
    Targets targets = new Targets(set, config.objective());
    EpochPlan plan = EpochPlan.of(fit, targets, config, WINDOW, RandomStream.of(1, 1));
    Batch batch = new BatchBuilder(set, targets, config).build(plan, 0, RandomStream.of(1, 2));
    long[] negatives = ((Gbce.OwnNegatives) batch.contrast()).items();
    assertThat(negatives).hasSize(6 * batch.positives().length);
    for (int i = 0; i < 6 * targets(batch); i++) {
      assertThat(negatives[i]).isBetween(1L, (long) ITEMS).isNotEqualTo(batch.positives()[i / 6]);
    }
  }
}
