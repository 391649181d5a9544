package movielens.experiment.files;

/**
 * Data that is missing, malformed or unfit for the experiment. The message is one line that says
 * what is wrong, where ({@code file:line} when there is one) and what to do. Ends the program with
 * exit code 3.
 */
public final class DataException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** An error explained by its one-line message. */
  public DataException(String message) {
    super(message);
  }

  /** An error explained by its one-line message, with the exception that revealed it. */
  public DataException(String message, Throwable cause) {
    super(message, cause);
  }
}
