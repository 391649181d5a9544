package movielens.experiment.training;

import java.util.List;

/**
 * How training went. The encoder itself holds the weights of the best epoch.
 *
 * @param epochs one record per epoch that was trained
 * @param bestEpoch 1-based epoch whose weights were kept
 */
public record TrainingResult(List<EpochRecord> epochs, int bestEpoch) {
  /** Copies the list. */
  public TrainingResult {
    epochs = List.copyOf(epochs);
  }
}
