package movielens.experiment.training;

import java.util.stream.IntStream;
import movielens.experiment.data.InteractionLog;

/**
 * What a model is fitted on. It holds fit events only: nothing of the validation or test part can
 * be reached through it.
 *
 * @param fit the users' fit events, item indices in 1…items
 * @param items size of the vocabulary, V
 * @param candidates the items that may be predicted, and from which uniform negatives are drawn;
 *     strictly ascending
 */
public record TrainingSet(InteractionLog fit, int items, int[] candidates) {

  /**
   * Refuses a set of which nothing can be learned: no user has a candidate event after another
   * event.
   *
   * @throws TrainingException that says so, and what helps
   */
  public void check() {
    if (!hasTargets()) {
      throw new TrainingException(
          "no user has two fit events, so there is nothing to predict; use more data or a lower"
              + " --min-rating");
    }
  }

  /** Whether anybody has an event that can be predicted from an earlier one. */
  public boolean hasTargets() {
    boolean[] candidate = new boolean[items + 1];
    for (int item : candidates) {
      candidate[item] = true;
    }
    for (int user = 0; user < fit.users(); user++) {
      for (int p = fit.start(user) + 1; p < fit.end(user); p++) {
        if (candidate[fit.item(p)]) {
          return true;
        }
      }
    }
    return false;
  }

  /** A set in which every item of the vocabulary may be predicted. */
  public static TrainingSet ofAllItems(InteractionLog fit, int items) {
    return new TrainingSet(fit, items, IntStream.rangeClosed(1, items).toArray());
  }
}
