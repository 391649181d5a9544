package movielens.experiment.training;

import java.util.Arrays;
import java.util.Optional;
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
  private final Optional<Teacher> teacher;
  private final int[] firstEvent;

  BatchBuilder(TrainingSet set, Targets targets, TrainingConfig config) {
    this(set, targets, config, Optional.empty());
  }

  BatchBuilder(TrainingSet set, Targets targets, TrainingConfig config, Optional<Teacher> teacher) {
    this.fit = set.fit();
    this.targets = targets;
    this.config = config;
    this.teacher = teacher;
    firstEvent = new int[fit.users() + 1];
    for (int user = 0; user < fit.users(); user++) {
      firstEvent[user + 1] = firstEvent[user] + fit.size(user);
    }
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
    int most = windows * length;
    Optional<Teacher.Notes> notes = teacher.map(of -> new Teacher.Notes(of, most));
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
          int user = plan.user(first + w);
          targetUser[count++] = user;
          if (notes.isPresent()) {
            notes.get().add(firstEvent[user] + p - fit.start(user), seen(user, p));
          }
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
        contrast,
        notes.map(of -> of.lesson(padded)));
  }

  /** The items of a user's events up to a position. */
  private int[] seen(int user, int position) {
    return Arrays.copyOf(fit.itemsOf(user), position + 1 - fit.start(user));
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
