package movielens.experiment.baseline;

import java.util.Arrays;
import java.util.stream.IntStream;
import movielens.experiment.data.InteractionLog;
import movielens.experiment.evaluation.TopK;

/**
 * What people saw soon after what the user saw last. The table has, for each pair of items i and j,
 * the share of the events of i that had j among the same user's next {@value #REACH} events. An
 * item's score is the sum of its shares after the user's last {@value #REACH} events, each times
 * decay to the power of the number of events after it. A Markov chain of the first order with
 * skips; Shani et al., "An MDP-Based Recommender System", JMLR 2005.
 */
public final class Transitions implements Baseline {
  /** How many events a transition may span, and how many of a user's last events are looked at. */
  public static final int REACH = 5;

  private static final double[] DECAYS = {0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1};
  private static final int FIRST_DECAY = 4;
  private static final int ITEMS_PER_TASK = 32;

  /** {@code next[i]} has the items that came after item index i; position 0 has none. */
  private final int[][] next;

  private final float[][] shares;
  private final Recency recency;

  private Transitions(int[][] next, float[][] shares, Recency recency) {
    this.next = next;
    this.shares = shares;
    this.recency = recency;
  }

  /**
   * Makes the table.
   *
   * @param fit who saw what when; item 0 is nobody's transition, but has its place between others
   * @param catalogSize number of items, V
   * @param decay in (0, 1]
   */
  public static Transitions fit(InteractionLog fit, int catalogSize, double decay) {
    Occurrences occurrences = Occurrences.of(fit, catalogSize);
    Transitions table =
        new Transitions(
            new int[catalogSize + 1][0], new float[catalogSize + 1][0], new Recency(decay));
    int tasks = (catalogSize + ITEMS_PER_TASK - 1) / ITEMS_PER_TASK;
    IntStream.range(0, tasks)
        .parallel()
        .forEach(
            task -> {
              int[] counts = new int[catalogSize + 1];
              int last = Math.min(catalogSize, (task + 1) * ITEMS_PER_TASK);
              for (int item = task * ITEMS_PER_TASK + 1; item <= last; item++) {
                table.count(item, fit, occurrences, counts);
              }
            });
    return table;
  }

  /** Where the events of each item are. */
  private record Occurrences(int[] starts, int[] positions, int[] ends) {
    /**
     * Sorts the events by item.
     *
     * @return first index of each item in two arrays: positions of its events, and one past the
     *     last position that they reach
     */
    static Occurrences of(InteractionLog fit, int catalogSize) {
      int[] starts = new int[catalogSize + 2];
      for (int row = 0; row < fit.users(); row++) {
        for (int p = fit.start(row); p < fit.end(row); p++) {
          starts[fit.item(p) + 1]++;
        }
      }
      Arrays.parallelPrefix(starts, Integer::sum);
      int[] positions = new int[starts[catalogSize + 1]];
      int[] ends = new int[positions.length];
      int[] free = starts.clone();
      for (int row = 0; row < fit.users(); row++) {
        for (int p = fit.start(row); p < fit.end(row); p++) {
          int at = free[fit.item(p)]++;
          positions[at] = p;
          ends[at] = Math.min(fit.end(row), p + 1 + REACH);
        }
      }
      return new Occurrences(starts, positions, ends);
    }
  }

  /**
   * Fills an item's row of the table.
   *
   * @param counts V + 1 zeros, before and after
   */
  private void count(int item, InteractionLog fit, Occurrences occurrences, int[] counts) {
    int from = occurrences.starts[item];
    int events = occurrences.starts[item + 1] - from;
    int[] followers = new int[events * REACH];
    int size = 0;
    for (int q = from; q < from + events; q++) {
      for (int p = occurrences.positions[q] + 1; p < occurrences.ends[q]; p++) {
        int follower = fit.item(p);
        if (follower != 0 && counts[follower]++ == 0) {
          followers[size++] = follower;
        }
      }
    }
    next[item] = Arrays.copyOf(followers, size);
    shares[item] = new float[size];
    for (int i = 0; i < size; i++) {
      shares[item][i] = (float) counts[followers[i]] / events;
      counts[followers[i]] = 0;
    }
  }

  /**
   * The same with the decay, of 0.4 to 1, that is best on the validation part. Climbs from 0.8,
   * which it is where nothing can be chosen.
   *
   * @param fit who saw what when
   * @param validation what the same users saw next, the same user rows
   * @param catalogSize number of items, V
   * @param listener told of each trial
   */
  public static Transitions fit(
      InteractionLog fit, InteractionLog validation, int catalogSize, FitListener listener) {
    Transitions usual = fit(fit, catalogSize, DECAYS[FIRST_DECAY]);
    ValidationPart judge = new ValidationPart(fit, validation, catalogSize);
    int[] best =
        judge.best(
            place -> usual.with(DECAYS[place[0]]),
            listener,
            new int[] {DECAYS.length},
            FIRST_DECAY);
    return usual.with(DECAYS[best[0]]);
  }

  private Transitions with(double decay) {
    return new Transitions(next, shares, new Recency(decay));
  }

  /** What the events count less by, from one to the one before. */
  double decay() {
    return recency.decay();
  }

  @Override
  public String settings() {
    return "decay " + recency.decay();
  }

  @Override
  public TopK rank(InteractionLog history, int[] candidates, int k) {
    return ScoredRanking.rank(this::score, next.length - 1, history, candidates, k);
  }

  private void score(InteractionLog history, int row, float[] scores) {
    int first = Math.max(history.start(row), history.end(row) - REACH);
    for (int p = first; p < history.end(row); p++) {
      int item = history.item(p);
      float input = recency.weight(history, row, p);
      for (int i = 0; i < next[item].length; i++) {
        scores[next[item][i]] += input * shares[item][i];
      }
    }
  }
}
