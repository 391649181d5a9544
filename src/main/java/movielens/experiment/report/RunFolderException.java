package movielens.experiment.report;

/**
 * A run folder that must not be written to. The message is one line that says what is wrong and
 * what to do. Wrong usage: ends the program with exit code 2.
 */
public final class RunFolderException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** An error explained by its one-line message. */
  public RunFolderException(String message) {
    super(message);
  }
}
