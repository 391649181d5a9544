package movielens.experiment.pipeline;

import java.nio.file.Path;
import movielens.experiment.training.TrainingInterrupted;

/**
 * How a person goes on with work that was stopped.
 *
 * @param out the folder to go on with
 */
public record ResumeHint(Path out) {
  /** The last words of work that may end at any moment. */
  public String words() {
    return "interrupted" + hint();
  }

  /** What the stop of a training becomes. */
  public InterruptedException after(TrainingInterrupted e) {
    return after(e, hint());
  }

  /** What the stop of a training becomes, with a hint of others. */
  static InterruptedException after(TrainingInterrupted e, String hint) {
    InterruptedException stopped = new InterruptedException(e.getMessage() + hint);
    stopped.initCause(e);
    return stopped;
  }

  private String hint() {
    String path = out.toString();
    String quoted = path.matches("[\\w./:\\\\-]+") ? path : '"' + path + '"';
    return "; go on with: run --resume --out " + quoted;
  }
}
