package movielens.experiment.training;

import java.util.Arrays;
import java.util.SplittableRandom;
import movielens.experiment.data.InteractionLog;

/**
 * For every fit event, which later fit events of the same user it may be asked to predict.
 *
 * <p>The <em>horizon</em> of a position p is every later position j with {@code t_j ≤ t_p +
 * horizon}, equal times included: a range (p, horizonEnd(p)), because events stand in order of
 * time. A draw is uniform over the candidate events of the horizon; when it has none, or the
 * objective is next-action, the target is the next candidate event.
 */
final class Targets {
  private static final long SECONDS_PER_DAY = 86_400;

  private final InteractionLog fit;
  private final boolean nextOnly;
  private final int[] horizonEnd;
  private final int[] candidateRank;
  private final int[] candidatePosition;
  private final int[] candidateCount;

  Targets(TrainingSet set, Objective objective) {
    fit = set.fit();
    nextOnly = objective instanceof Objective.NextAction;
    int positions = 0;
    for (int user = 0; user < fit.users(); user++) {
      positions = Math.max(positions, fit.end(user));
    }
    horizonEnd = horizonEnds(fit, positions, Math.round(horizonDays(objective) * SECONDS_PER_DAY));

    boolean[] candidate = new boolean[set.items() + 1];
    for (int item : set.candidates()) {
      candidate[item] = true;
    }
    candidateCount = new int[set.items() + 1];
    candidateRank = new int[positions + 1];
    int[] found = new int[positions];
    boolean[] isTarget = new boolean[positions];
    for (int user = 0; user < fit.users(); user++) {
      for (int p = fit.start(user); p < fit.end(user); p++) {
        if (candidate[fit.item(p)]) {
          isTarget[p] = true;
          candidateCount[fit.item(p)]++;
        }
      }
    }
    int rank = 0;
    for (int p = 0; p < positions; p++) {
      candidateRank[p] = rank;
      if (isTarget[p]) {
        found[rank++] = p;
      }
    }
    candidateRank[positions] = rank;
    candidatePosition = Arrays.copyOf(found, rank);
  }

  static double horizonDays(Objective objective) {
    if (objective instanceof Objective.DenseAllAction dense) {
      return dense.horizonDays();
    }
    if (objective instanceof Objective.AllAction all) {
      return all.horizonDays();
    }
    return ((Objective.NextAction) objective).horizonDays();
  }

  private static int[] horizonEnds(InteractionLog fit, int positions, long horizonSeconds) {
    int[] ends = new int[positions];
    for (int user = 0; user < fit.users(); user++) {
      int end = fit.start(user);
      for (int p = fit.start(user); p < fit.end(user); p++) {
        end = Math.max(end, p + 1);
        while (end < fit.end(user)
            && (long) fit.epochSecond(end) - fit.epochSecond(p) <= horizonSeconds) {
          end++;
        }
        ends[p] = end;
      }
    }
    return ends;
  }

  /** One past the last position in the horizon of a position; at least {@code position + 1}. */
  int horizonEnd(int position) {
    return horizonEnd[position];
  }

  /** Whether a user has a candidate event after a position. */
  boolean exists(int user, int position) {
    return candidateRank[position + 1] < candidateRank[fit.end(user)];
  }

  /** The position to predict from a position for which one {@link #exists}. */
  int draw(int position, SplittableRandom random) {
    int first = candidateRank[position + 1];
    int end = candidateRank[horizonEnd[position]];
    int rank = nextOnly || end <= first ? first : random.nextInt(first, end);
    return candidatePosition[rank];
  }

  /**
   * How often each candidate item occurs among the fit events; 0 for items that are no candidates.
   * Indexed by item.
   */
  int[] candidateCounts() {
    return candidateCount;
  }
}
