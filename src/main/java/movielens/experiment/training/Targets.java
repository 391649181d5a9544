package movielens.experiment.training;

import java.util.Arrays;
import java.util.SplittableRandom;
import movielens.experiment.data.InteractionLog;
import movielens.experiment.training.objective.EventsAhead;
import movielens.experiment.training.objective.Objective;
import movielens.experiment.training.objective.TargetLaw;

/**
 * For every fit event, which later fit events of the same user it may be asked to predict.
 *
 * <p>The <em>horizon</em> of a position p is every later position j with {@code t_j ≤ t_p +
 * horizon}, equal times included: a range (p, horizonEnd(p)), because events stand in order of
 * time. A target is drawn from the candidate events of the horizon by the objective's law; when
 * there is none, it is the next candidate event.
 */
final class Targets {
  private static final long SECONDS_PER_DAY = 86_400;

  private final InteractionLog fit;
  private final TargetLaw law;
  private final int[] horizonEnd;
  private final int[] candidateRank;
  private final int[] candidatePosition;
  private final int[] candidateCount;

  Targets(TrainingSet set, Objective objective) {
    fit = set.fit();
    law = objective.targets();
    int positions = 0;
    for (int user = 0; user < fit.users(); user++) {
      positions = Math.max(positions, fit.end(user));
    }
    horizonEnd = horizonEnds(fit, positions, Math.round(objective.horizonDays() * SECONDS_PER_DAY));

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
    int place = end <= first ? 0 : law.draw(new Ahead(position, first, end), random);
    return candidatePosition[first + place];
  }

  /** The candidate events of a position's horizon: those of ranks {@code first ≤ r < end}. */
  private final class Ahead implements EventsAhead {
    private final int position;
    private final int first;
    private final int end;

    Ahead(int position, int first, int end) {
      this.position = position;
      this.first = first;
      this.end = end;
    }

    @Override
    public int count() {
      return end - first;
    }

    @Override
    public long secondsAhead(int place) {
      return (long) fit.epochSecond(candidatePosition[first + place]) - fit.epochSecond(position);
    }
  }

  /**
   * How often each candidate item occurs among the fit events; 0 for items that are no candidates.
   * Indexed by item.
   */
  int[] candidateCounts() {
    return candidateCount;
  }
}
