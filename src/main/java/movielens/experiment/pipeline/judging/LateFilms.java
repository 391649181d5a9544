package movielens.experiment.pipeline.judging;

import java.util.Arrays;
import java.util.List;
import movielens.experiment.data.InteractionLog;
import movielens.experiment.data.Split;
import movielens.experiment.evaluation.Evaluation;
import movielens.experiment.evaluation.Panel;

/**
 * How much of what is recommended a user's own time could not know: where each user's events are
 * cut on their own, others' events train that come after.
 */
final class LateFilms {
  private static final int TOP = 10;

  private final Split split;
  private final int[] firstSeconds;

  LateFilms(Split split) {
    this.split = split;
    firstSeconds = new int[split.catalog().size() + 1];
    Arrays.fill(firstSeconds, Integer.MAX_VALUE);
    addFirst(split.training());
    addFirst(split.test());
  }

  private void addFirst(InteractionLog log) {
    for (int user = 0; user < log.users(); user++) {
      for (int p = log.start(user); p < log.end(user); p++) {
        firstSeconds[log.item(p)] = Math.min(firstSeconds[log.item(p)], log.epochSecond(p));
      }
    }
  }

  /**
   * Share of the top-10 slots with a movie whose first event, of anybody in training or test part,
   * lies after the user's last training event.
   *
   * @param evaluations of one model, one per seed
   * @return in [0, 1]; NaN when nothing was recommended
   */
  double share(List<Evaluation> evaluations) {
    long slots = 0;
    long late = 0;
    for (Evaluation evaluation : evaluations) {
      Panel panel = evaluation.panel();
      int[] indices = panel.catalog().indicesIn(split.catalog());
      for (int row = 0; row < panel.users(); row++) {
        int last = lastSecond(panel.test().userId(row));
        int[] items = evaluation.top().items()[row];
        for (int rank = 0; rank < Math.min(TOP, items.length); rank++) {
          slots++;
          late += firstSeconds[indices[items[rank] - 1]] > last ? 1 : 0;
        }
      }
    }
    return (double) late / slots;
  }

  private int lastSecond(int userId) {
    InteractionLog training = split.training();
    return training.epochSecond(training.end(training.rowOf(userId)) - 1);
  }
}
