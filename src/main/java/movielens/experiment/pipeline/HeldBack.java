package movielens.experiment.pipeline;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import movielens.experiment.data.InteractionLog;
import movielens.experiment.evaluation.EncoderRecommender;
import movielens.experiment.evaluation.Evaluator;
import movielens.experiment.evaluation.TopK;
import movielens.experiment.model.SequenceEncoder;
import movielens.experiment.run.TrialResult.Scores;

/**
 * Events that a model was not fitted on, such as the validation part: how it ranks them among the
 * candidates, given what came before. NaN where there are none.
 */
public final class HeldBack implements ToDoubleFunction<SequenceEncoder> {
  /** Ranks for at most so many users, drawn once; more cost time and decide no better. */
  static final int MOST_USERS = 2000;

  private static final int DEPTH = 10;
  private static final long SEED = 20_220_817;

  private final InteractionLog history;
  private final InteractionLog wanted;
  private final int[] candidates;
  private double secondsPerScore = Double.NaN;

  /**
   * @param fit the histories
   * @param truth the events that are held back, of the same user rows, in the index space of the
   *     candidates' positions
   * @param candidates item indices of the histories' catalogue
   */
  public HeldBack(InteractionLog fit, InteractionLog truth, int[] candidates) {
    int[] rows =
        IntStream.range(0, truth.users())
            .filter(row -> truth.size(row) > 0 && fit.size(row) > 0)
            .toArray();
    int[] sampled = sample(rows, MOST_USERS);
    this.history = fit.select(sampled);
    this.wanted = truth.select(sampled);
    this.candidates = candidates;
  }

  /** How many users have such events; 0 where nothing can be chosen by them. */
  int users() {
    return history.users();
  }

  /** Mean ndcg@10. */
  @Override
  public double applyAsDouble(SequenceEncoder encoder) {
    return history.users() == 0 ? Double.NaN : Evaluator.meanNdcg(lists(encoder), wanted);
  }

  /** Mean recall@10 and ndcg@10. */
  public Scores scores(SequenceEncoder encoder) {
    if (history.users() == 0) {
      return new Scores(Double.NaN, Double.NaN);
    }
    TopK lists = lists(encoder);
    return new Scores(Evaluator.meanRecall(lists, wanted), Evaluator.meanNdcg(lists, wanted));
  }

  private TopK lists(SequenceEncoder encoder) {
    long start = System.nanoTime();
    TopK lists = new EncoderRecommender(encoder).rank(history, candidates, DEPTH);
    double seconds = (System.nanoTime() - start) / 1e9;
    secondsPerScore = seconds / ((double) history.users() * candidates.length);
    return lists;
  }

  /** How long ranking took the last time, by user and candidate; NaN before the first time. */
  double secondsPerScore() {
    return secondsPerScore;
  }

  /** At most so many of the rows, always the same ones, ascending. */
  private static int[] sample(int[] rows, int most) {
    int[] shuffled = rows.clone();
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = shuffled.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int row = shuffled[i];
      shuffled[i] = shuffled[j];
      shuffled[j] = row;
    }
    int[] kept = Arrays.copyOf(shuffled, Math.min(most, shuffled.length));
    Arrays.sort(kept);
    return kept;
  }
}
