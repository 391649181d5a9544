package movielens.experiment.training;

import java.util.Arrays;
import movielens.experiment.training.loss.Lesson;
import movielens.experiment.training.loss.TargetLoss;

/**
 * Another model from whose scores an encoder learns beside the events: knowledge distillation
 * (Hinton, Vinyals and Dean, 2015). The loss is (1 − α) · own + α · τ² · KL(teacher ‖ student), the
 * divergence being over the candidates that a user has not yet seen.
 *
 * @param users (E·w) the teacher's embedding of a user after each of the E fit events of the
 *     training set, user by user, divided by the teacher's temperature
 * @param items (C·w) its embeddings of the candidates, in their order
 * @param width w
 * @param weight α, above 0, at most 1
 * @param temperature τ, above 0
 */
public record Teacher(float[] users, float[] items, int width, double weight, double temperature) {

  /** What a teacher says about the targets of a batch. */
  static final class Notes {
    private final Teacher teacher;
    private final int width;
    private final float[] users;
    private int[] seenRows = new int[64];
    private int[] seenItems = new int[64];
    private int targets;
    private int seen;

    /** Of at most so many targets. */
    Notes(Teacher teacher, int most) {
      this.teacher = teacher;
      width = teacher.width();
      users = new float[TargetLoss.padded(most) * width];
    }

    /**
     * Adds the next target.
     *
     * @param event after which it is asked for: its place among all fit events, user by user
     * @param items that the user has seen by then
     */
    void add(int event, int[] items) {
      System.arraycopy(teacher.users(), event * width, users, targets * width, width);
      while (seenItems.length < seen + items.length) {
        seenRows = Arrays.copyOf(seenRows, 2 * seenRows.length);
        seenItems = Arrays.copyOf(seenItems, 2 * seenItems.length);
      }
      Arrays.fill(seenRows, seen, seen + items.length, targets);
      System.arraycopy(items, 0, seenItems, seen, items.length);
      seen += items.length;
      targets++;
    }

    /** Those of all targets, padded to so many. */
    Lesson lesson(int padded) {
      return new Lesson(
          Arrays.copyOf(users, padded * width),
          teacher.items(),
          Arrays.copyOf(seenRows, seen),
          Arrays.copyOf(seenItems, seen),
          teacher.weight(),
          teacher.temperature());
    }
  }
}
