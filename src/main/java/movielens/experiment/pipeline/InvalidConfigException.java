package movielens.experiment.pipeline;

/**
 * A configuration that cannot be carried out here. The message is one line that says which option,
 * why, and what to do. Ends the program with exit code 2.
 */
public final class InvalidConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** An error explained by its one-line message. */
  public InvalidConfigException(String message) {
    super(message);
  }
}
