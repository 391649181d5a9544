package movielens.experiment.baseline;

/**
 * A baseline that is not practical on this data and is left out of the table. The message is one
 * line that says which and why.
 */
public final class BaselineLeftOutException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A refusal explained by its one-line message. */
  public BaselineLeftOutException(String message) {
    super(message);
  }
}
