package movielens.experiment.pipeline;

import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.stream.IntStream;
import movielens.experiment.data.GenreSlice;
import movielens.experiment.data.InteractionLog;
import movielens.experiment.evaluation.EncoderRecommender;
import movielens.experiment.model.SequenceEncoder;
import movielens.experiment.training.Teacher;

/**
 * The generic model as a teacher of a model that is given the genre's events alone: what it would
 * recommend among the genre's movies after each of them, having seen the whole history.
 */
final class GenericTeacher {
  private GenericTeacher() {}

  /**
   * Asks the generic model once for each fit event on the genre.
   *
   * @param generic trained; its catalogue is everybody's
   * @param slice the power users
   * @param teaching how much it counts for; its weight is not 0
   */
  static Teacher of(SequenceEncoder generic, GenreSlice slice, ExperimentConfig.Teaching teaching) {
    int[] genre = slice.genreOnly().catalog().indicesIn(slice.whole().catalog());
    float[][] embeddings = new EncoderRecommender(generic).embeddings(histories(slice, genre));
    try (NDManager step = generic.manager().newSubManager()) {
      float[] users = generic.scaled(step.create(embeddings), false).toFloatArray();
      long[] items = Arrays.stream(genre).asLongStream().toArray();
      return new Teacher(
          users,
          generic.items(step.create(items), false).toFloatArray(),
          generic.config().dim(),
          teaching.weight(),
          teaching.temperature());
    }
  }

  /**
   * For each fit event on the genre, user by user, what the user had seen by then: the whole
   * history up to that event, asked for what comes at the time of the next event on the genre.
   *
   * @param genre the genre's items in the catalogue of everybody
   */
  private static InteractionLog histories(GenreSlice slice, int[] genre) {
    InteractionLog asked = slice.genreOnly().fit();
    InteractionLog whole = slice.whole().fit();
    int positions = IntStream.range(0, whole.users()).map(whole::end).max().orElse(0);
    int events = (int) asked.events();
    int[] starts = new int[events];
    int[] ends = new int[events];
    int[] moments = new int[events];
    int event = 0;
    for (int user = 0; user < asked.users(); user++) {
      int end = whole.start(user);
      for (int p = asked.start(user); p < asked.end(user); p++) {
        // The same events stand in both logs, in the same order.
        while (whole.item(end) != genre[asked.item(p) - 1]) {
          end++;
        }
        end++;
        starts[event] = whole.start(user);
        ends[event] = end;
        moments[event++] = asked.epochSecond(p) + asked.secondsToNext(user, p);
      }
    }
    return new InteractionLog(
            IntStream.range(0, events).toArray(),
            starts,
            ends,
            IntStream.range(0, positions).map(whole::item).toArray(),
            IntStream.range(0, positions).map(whole::epochSecond).toArray())
        .askedAt(moments);
  }
}
