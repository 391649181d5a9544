package movielens.experiment.sweep;

/**
 * What is known of an attempt at a task.
 *
 * @param phase how far it is
 * @param host where it runs or ran
 * @param process id of the worker there
 * @param began seconds since 1970
 * @param seconds how long it took; 0 while it runs
 * @param exitCode how it ended; 0 while it runs
 * @param line what it said at the end; empty when all went well
 */
record TaskState(
    Phase phase, String host, long process, long began, long seconds, int exitCode, String line) {
  /** How far a task is. */
  enum Phase {
    /** Nobody has begun it. */
    WAITING,
    /** A worker is at it. */
    RUNNING,
    /** A worker was stopped or died; the next goes on from its last checkpoint. */
    STOPPED,
    /** All that it trains is trained. */
    DONE,
    /** It failed by its own fault, and would again. */
    FAILED
  }

  static final TaskState WAITING = new TaskState(Phase.WAITING, "", 0, 0, 0, 0, "");

  boolean is(Phase other) {
    return phase == other;
  }

  TaskState ended(Phase how, long afterSeconds, int code, String lastLine) {
    return new TaskState(how, host, process, began, afterSeconds, code, lastLine);
  }
}
