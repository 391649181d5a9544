package movielens.experiment.cli;

/** What the process says of itself when it ends. */
final class ExitCode {
  static final int DONE = 0;

  /** An error that nobody foresaw, or an output that could not be written. */
  static final int UNEXPECTED = 1;

  static final int USAGE = 2;
  static final int DATA = 3;
  static final int TRAINING = 4;

  /** 128 + SIGINT, as shells have it. */
  static final int INTERRUPTED = 130;

  private ExitCode() {}
}
