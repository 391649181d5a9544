package movielens.experiment.training;

/**
 * Training that cannot go on: a loss or gradient that is not finite, or memory that ran out. The
 * message is one line that says what happened, where (epoch and step) and what to change. Ends the
 * program with exit code 4.
 */
public final class TrainingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** An error explained by its one-line message. */
  public TrainingException(String message) {
    super(message);
  }

  /** An error explained by its one-line message, with the exception that revealed it. */
  public TrainingException(String message, Throwable cause) {
    super(message, cause);
  }
}
