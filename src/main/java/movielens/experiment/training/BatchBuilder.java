package movielens.experiment.training;

import java.util.Arrays;
import java.util.SplittableRandom;
import movielens.experiment.data.InteractionLog;

/**
 * Builds the batches of an epoch from primitive arrays: windows, targets, weights and negatives.
 */
final class BatchBuilder {
  /**
   * Targets of weight 0 make the number of a batch's targets a multiple of this. The engine
   * prepares a bfloat16 product for each shape that it meets: with another number of targets in
   * every batch, a small encoder waits for that longer than for the products.
   */
  static final int ROWS = 64;

  private static final float[] NO_FLOATS = {};
  private static final long[] NO_LONGS = {};

  private final InteractionLog fit;
  private final Targets targets;
  private final TrainingConfig config;
  private final int[] candidates;
  private final AccidentalHits accidentalHits;
  private final NegativeSampler sampler;

  BatchBuilder(TrainingSet set, Targets targets, TrainingConfig config) {
    this.fit = set.fit();
    this.targets = targets;
    this.config = config;
    this.candidates = set.candidates();
    accidentalHits = new AccidentalHits(fit, targets, set.items());
    sampler =
        config.loss() instanceof Loss.SampledSoftmax sampled
            ? new NegativeSampler(
                sampled.negatives(), candidates, targets.candidateCounts(), sampled.logQ())
            : null;
  }

  /** The batch at a place of the epoch, drawn with {@code random}. */
  Batch build(EpochPlan plan, int place, SplittableRandom random) {
    int first = plan.firstWindow(place);
    int windows = plan.endWindow(place) - first;
    int length = 0;
    int events = 0;
    for (int w = first; w < first + windows; w++) {
      length = Math.max(length, plan.windowEnd(w) - plan.windowStart(w));
      events += plan.windowEnd(w) - plan.windowStart(w);
    }
    long[] itemIds = new long[windows * length];
    long[] gaps = new long[windows * length];
    int[] rowOf = new int[windows * length];
    Arrays.fill(rowOf, -1);
    long[] rows = new long[events];
    long[] positives = new long[events];
    int[] targetUser = new int[events];
    int count = 0;
    for (int w = 0; w < windows; w++) {
      int start = plan.windowStart(first + w);
      for (int p = start; p < plan.windowEnd(first + w); p++) {
        int flat = w * length + p - start;
        itemIds[flat] = fit.item(p);
        gaps[flat] = fit.secondsToNext(plan.user(first + w), p);
        if (plan.predicts(first + w, p)) {
          rowOf[flat] = count;
          rows[count] = flat;
          positives[count] = fit.item(targets.draw(p, random));
          targetUser[count++] = plan.user(first + w);
        }
      }
    }
    positives = Arrays.copyOf(positives, count);
    float[] weights = weights(plan, Arrays.copyOf(targetUser, count));
    int padded = padded(count);
    Drawn drawn = draw(plan, place, rowOf, length, positives, padded, random);
    return new Batch(
        windows,
        length,
        itemIds,
        gaps,
        events,
        Arrays.copyOf(rows, padded),
        Arrays.copyOf(positives, padded),
        Arrays.copyOf(weights, padded),
        drawn.negatives(),
        drawn.positiveLogQ(),
        drawn.negativeLogQ(),
        drawn.hits());
  }

  /** So many targets with those of weight 0 that make them a multiple of {@link #ROWS}. */
  static int padded(int targets) {
    return (targets + ROWS - 1) / ROWS * ROWS;
  }

  /** The parts of a batch that come with its negatives. */
  private record Drawn(long[] negatives, float[] positiveLogQ, float[] negativeLogQ, long[] hits) {}

  /** Draws for the targets there are; what has a part for each target is padded. */
  private Drawn draw(
      EpochPlan plan,
      int place,
      int[] rowOf,
      int length,
      long[] positives,
      int padded,
      SplittableRandom random) {
    if (config.loss() instanceof Loss.FullSoftmax) {
      return new Drawn(NO_LONGS, NO_FLOATS, NO_FLOATS, NO_LONGS);
    }
    if (config.loss() instanceof Loss.Gbce gbce) {
      long[] negatives = ownNegatives(positives, gbce.negatives(), random);
      int size = Math.multiplyExact(padded, gbce.negatives());
      return new Drawn(Arrays.copyOf(negatives, size), NO_FLOATS, NO_FLOATS, NO_LONGS);
    }
    long[] negatives = sampler.draw(positives, random);
    return new Drawn(
        negatives,
        Arrays.copyOf(sampler.logQ(positives), padded),
        sampler.logQ(negatives),
        accidentalHits.find(plan, place, rowOf, length, positives, negatives));
  }

  /** Uniform negatives of each target, redrawn where they equal its positive. */
  private long[] ownNegatives(long[] positives, int perTarget, SplittableRandom random) {
    long[] drawn = new long[Math.multiplyExact(positives.length, perTarget)];
    for (int i = 0; i < drawn.length; i++) {
      do {
        drawn[i] = candidates[random.nextInt(candidates.length)];
      } while (candidates.length > 1 && drawn[i] == positives[i / perTarget]);
    }
    return drawn;
  }

  private float[] weights(EpochPlan plan, int[] targetUser) {
    float[] weights = new float[targetUser.length];
    if (config.userWeights() != UserWeights.IN_BATCH) {
      for (int i = 0; i < weights.length; i++) {
        weights[i] = (float) plan.targetWeight(targetUser[i]);
      }
      return weights;
    }
    int[] perUser = new int[fit.users()];
    int users = 0;
    for (int user : targetUser) {
      if (perUser[user]++ == 0) {
        users++;
      }
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) (1.0 / users / perUser[targetUser[i]]);
    }
    return weights;
  }
}
