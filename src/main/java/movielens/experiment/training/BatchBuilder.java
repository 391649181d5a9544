package movielens.experiment.training;

import java.util.Arrays;
import java.util.SplittableRandom;
import movielens.experiment.data.InteractionLog;
import movielens.experiment.training.loss.Candidates;
import movielens.experiment.training.loss.Contrast;
import movielens.experiment.training.loss.ContrastSource;
import movielens.experiment.training.loss.TargetLoss;

/**
 * Builds the batches of an epoch from primitive arrays: windows, targets, their weights, and what
 * they are compared with.
 */
final class BatchBuilder {
  private final InteractionLog fit;
  private final Targets targets;
  private final TrainingConfig config;
  private final AccidentalHits accidentalHits;
  private final ContrastSource contrasts;

  BatchBuilder(TrainingSet set, Targets targets, TrainingConfig config) {
    this.fit = set.fit();
    this.targets = targets;
    this.config = config;
    accidentalHits = new AccidentalHits(fit, targets, set.items());
    contrasts =
        config.loss().contrasts(new Candidates(set.candidates(), targets.candidateCounts()));
  }

  /** The batch at a place of the epoch, drawn with {@code random}. */
  Batch build(EpochPlan plan, int place, SplittableRandom random) {
    int first = plan.firstWindow(place);
    int windows = plan.endWindow(place) - first;
    int length = 0;
    for (int w = first; w < first + windows; w++) {
      length = Math.max(length, plan.windowEnd(w) - plan.windowStart(w));
    }
    long[] itemIds = new long[windows * length];
    long[] gaps = new long[windows * length];
    int[] rowOf = new int[windows * length];
    Arrays.fill(rowOf, -1);
    long[] rows = new long[windows * length];
    long[] positives = new long[windows * length];
    int[] targetUser = new int[windows * length];
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
    int padded = TargetLoss.padded(count);
    int columns = length;
    long[] items = positives;
    Contrast contrast =
        contrasts.draw(
            items,
            padded,
            (negatives, mask) ->
                accidentalHits.find(plan, place, rowOf, columns, items, negatives, mask),
            random);
    return new Batch(
        windows,
        length,
        itemIds,
        gaps,
        Arrays.copyOf(rows, padded),
        Arrays.copyOf(positives, padded),
        Arrays.copyOf(weights, padded),
        contrast);
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
