package movielens.experiment.files;

/**
 * A folder, or a file, that must not be written to. The message is one line that says what is wrong
 * and what to do. Wrong usage: ends the program with exit code 2.
 */
public final class FolderException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** An error explained by its one-line message. */
  public FolderException(String message) {
    super(message);
  }
}
