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

  /** A set in which every item of the vocabulary may be predicted. */
  public static TrainingSet ofAllItems(InteractionLog fit, int items) {
    return new TrainingSet(fit, items, IntStream.rangeClosed(1, items).toArray());
  }
}
