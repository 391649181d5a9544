package movielens.experiment.training;

import java.util.List;

/**
 * How training went. The encoder itself holds the weights of the best epoch, or of the start.
 *
 * @param epochs one record per epoch that was trained
 * @param bestEpoch 1-based epoch whose weights were kept; 0 where they are those of the start
 * @param validation of the weights that were kept; NaN without validation events, and negative
 *     infinity where there was no epoch
 */
public record TrainingResult(List<EpochRecord> epochs, int bestEpoch, double validation) {
  /** Copies the list. */
  public TrainingResult {
    epochs = List.copyOf(epochs);
  }
}
