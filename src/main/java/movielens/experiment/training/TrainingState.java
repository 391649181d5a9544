package movielens.experiment.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import movielens.experiment.model.EncoderWeights;

/**
 * Everything that training needs to go on exactly where it was.
 *
 * @param epoch epochs done
 * @param batch batches done of the epoch after those
 * @param running sums over those batches
 * @param epochs records of the epochs done
 * @param bestEpoch 1-based epoch of the best validation so far; 0 before the first, and where the
 *     start is better than all
 * @param startValidation validation of the start where it may be kept, else negative infinity
 * @param coolingFrom epochs that were done when training was cut short and its rate began to fall
 *     to zero; 0 where it is not
 * @param weights present weights
 * @param best weights of the best epoch; those of the start before the first
 * @param average average of the weights over the steps so far, where one is kept
 * @param optimizer moments and step count
 * @param finished whether training is over; then {@code weights} are the best
 */
record TrainingState(
    int epoch,
    int batch,
    Running running,
    List<EpochRecord> epochs,
    int bestEpoch,
    double startValidation,
    int coolingFrom,
    EncoderWeights weights,
    EncoderWeights best,
    Optional<EncoderWeights> average,
    AdamW.State optimizer,
    boolean finished) {

  TrainingState {
    epochs = List.copyOf(epochs);
  }

  /** Validation of the best epoch, or of the start where that is better or none is done. */
  double bestValidation() {
    return bestEpoch == 0 ? startValidation : epochs.get(bestEpoch - 1).validation();
  }

  List<EpochRecord> epochsWith(EpochRecord record) {
    List<EpochRecord> all = new ArrayList<>(epochs);
    all.add(record);
    return all;
  }

  /**
   * Sums over the batches of an epoch.
   *
   * @param loss weighted losses
   * @param weight target weights
   * @param gradientNorm gradient norms
   * @param steps batches
   * @param positions real events
   * @param seconds wall time of the steps
   */
  record Running(
      double loss, double weight, double gradientNorm, int steps, long positions, double seconds) {
    static final Running NONE = new Running(0, 0, 0, 0, 0, 0);
  }
}
