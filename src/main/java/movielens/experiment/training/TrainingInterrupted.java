package movielens.experiment.training;

/**
 * Training stopped on request, after a checkpoint was written. Ends the program with exit code 130.
 */
public final class TrainingInterrupted extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TrainingInterrupted(int epoch, int batch) {
    super("interrupted in epoch " + epoch + " after " + batch + " batches");
  }
}
