package movielens.experiment.baseline;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.IntStream;
import movielens.experiment.data.InteractionLog;
import movielens.experiment.evaluation.Evaluator;
import movielens.experiment.evaluation.Recommender;

/**
 * What settings of baselines are chosen by: mean ndcg@10 of the validation part, given the fit
 * part. Looks at {@value #MAX_USERS} users at most, evenly spread.
 */
final class ValidationPart {
  private static final int DEPTH = 10;
  private static final int MAX_USERS = 5_000;

  private final InteractionLog history;
  private final InteractionLog truth;
  private final int[] candidates;

  /**
   * The users who have a validation item.
   *
   * @param fit what they have seen
   * @param validation what they saw next, the same user rows
   * @param catalogSize number of items, V
   */
  ValidationPart(InteractionLog fit, InteractionLog validation, int catalogSize) {
    int[] rows =
        IntStream.range(0, validation.users())
            .filter(row -> Arrays.stream(validation.itemsOf(row)).anyMatch(item -> item != 0))
            .toArray();
    int stride = (rows.length + MAX_USERS - 1) / MAX_USERS;
    int[] kept =
        IntStream.range(0, rows.length).filter(i -> i % stride == 0).map(i -> rows[i]).toArray();
    history = fit.select(kept);
    truth = validation.select(kept);
    candidates = IntStream.rangeClosed(1, catalogSize).toArray();
  }

  /** Whether nobody has a validation item, so that nothing can be chosen by it. */
  boolean isEmpty() {
    return truth.users() == 0;
  }

  /**
   * The best place of a grid of settings, by climbing; {@code start} where nothing can be chosen.
   *
   * @param fitted what the settings of a place give
   * @param listener told of each trial
   * @param sizes number of settings along each axis
   * @param start where to begin
   */
  int[] best(Function<int[], Recommender> fitted, FitListener listener, int[] sizes, int... start) {
    if (isEmpty()) {
      return start;
    }
    GridClimb climb =
        new GridClimb(
            place -> {
              double ndcg = ndcg(fitted.apply(place));
              listener.tried();
              return ndcg;
            },
            sizes);
    return climb.from(start);
  }

  /** How good a recommender is, in [0, 1]. */
  double ndcg(Recommender recommender) {
    return Evaluator.meanNdcg(recommender.rank(history, candidates, DEPTH), truth);
  }
}
