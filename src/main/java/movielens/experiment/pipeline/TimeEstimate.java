package movielens.experiment.pipeline;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import movielens.experiment.evaluation.ModelName;

/**
 * Says early, and again after each training, about how long all trainings of a run will take, and
 * the ranking of what they give. It knows the work that is planned and measures how fast it goes:
 * training and validation by their positions, ranking by what validation takes and, once a model
 * was ranked, by that. Trainings that stop early end sooner than it says.
 */
final class TimeEstimate {
  /** The first estimate comes after so long, or at the end of the first epoch. */
  private static final long FIRST_SECONDS = 60;

  /** Below this, no more is said of what is left. */
  private static final double SHORT_SECONDS = 10;

  private final Map<ModelName, Work> planned;
  private final int seeds;
  private final LongSupplier nanoClock;
  private final long runStart;
  private final Map<ModelName, Integer> done = new EnumMap<>(ModelName.class);
  private final Map<ModelName, Double> secondsOfLast = new EnumMap<>(ModelName.class);

  private ModelName current;
  private long currentStart;
  private long currentPositions;
  private boolean currentWhole;
  private double secondsPerPosition = Double.NaN;
  private double secondsPerScore;
  private boolean told;

  /**
   * What it takes to train a model and to judge it.
   *
   * @param positions that training passes over
   * @param scores that ranking computes
   */
  record Work(long positions, long scores) {}

  /**
   * An estimate.
   *
   * @param planned for each trained model the work of one training
   * @param seeds how often each is trained
   * @param nanoClock ascending nanoseconds
   */
  TimeEstimate(Map<ModelName, Work> planned, int seeds, LongSupplier nanoClock) {
    this.planned = new EnumMap<>(planned);
    this.seeds = seeds;
    this.nanoClock = nanoClock;
    this.runStart = nanoClock.getAsLong();
  }

  /**
   * A training begins or, after an interruption, goes on; the one before is over and judged.
   *
   * @param model which
   * @return what is left in all, when that is known and worth a line
   */
  Optional<String> begins(ModelName model) {
    if (current != null) {
      end();
    }
    current = model;
    currentStart = nanoClock.getAsLong();
    currentPositions = 0;
    currentWhole = true;
    double left = secondsLeft();
    return told && left >= SHORT_SECONDS
        ? Optional.of("about " + duration(left) + " left in all")
        : Optional.empty();
  }

  private void end() {
    if (currentWhole && currentPositions > 0) {
      secondsOfLast.put(current, seconds(currentStart));
    }
    done.merge(current, 1, Integer::sum);
  }

  /**
   * A training has passed over some positions.
   *
   * @param positions how many of the planned ones lie behind, those before an interruption too
   * @param sinceStart how many of them since it began, or went on
   * @param epochOver whether an epoch is over, with its validation
   * @return the first estimate, when it can be made now
   */
  Optional<String> passed(long positions, long sinceStart, boolean epochOver) {
    currentPositions = positions;
    currentWhole &= positions == sinceStart;
    double seconds = seconds(currentStart);
    if (sinceStart > 0) {
      secondsPerPosition = seconds / sinceStart;
    }
    if (told || (!epochOver && seconds < FIRST_SECONDS) || sinceStart == 0) {
      return Optional.empty();
    }
    told = true;
    int trainings = seeds * planned.size();
    return Optional.of(
        String.format(
            Locale.ROOT,
            "about %s in all for %s, at %,.0f positions/s; early stopping may end it sooner",
            duration(seconds(runStart) + secondsLeft()),
            trainings == 1
                ? "1 training"
                : "%d trainings (%s × %s)"
                    .formatted(trainings, count(seeds, "seed"), count(planned.size(), "model")),
            1 / secondsPerPosition));
  }

  /** A validation took so long for each score that it ranked by; NaN when there was none. */
  void validated(double seconds) {
    if (seconds > 0) {
      secondsPerScore = seconds;
    }
  }

  /** Of the trainings that are not over, NaN before anything was measured. */
  private double secondsLeft() {
    double left = 0;
    for (Map.Entry<ModelName, Work> entry : planned.entrySet()) {
      ModelName model = entry.getKey();
      Work work = entry.getValue();
      double ranking = work.scores() * secondsPerScore;
      int waiting = seeds - done.getOrDefault(model, 0);
      if (model == current && currentPositions > 0) {
        waiting--;
        left += Math.max(0, work.positions() - currentPositions) * secondsPerPosition + ranking;
      }
      double whole = work.positions() * secondsPerPosition + ranking;
      left += waiting * secondsOfLast.getOrDefault(model, whole);
    }
    return left;
  }

  private double seconds(long since) {
    return (nanoClock.getAsLong() - since) / 1e9;
  }

  private static String count(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  /** As exact as an estimate is: {@code 50 s}, {@code 14 min}, {@code 2 h 10 min}. */
  static String duration(double seconds) {
    if (seconds < 95) {
      return Math.max(5, 5 * Math.round(seconds / 5)) + " s";
    }
    long minutes = Math.round(seconds / 60);
    if (minutes < 95) {
      return minutes + " min";
    }
    long tens = 10 * Math.round(minutes / 10.0);
    return tens % 60 == 0 ? tens / 60 + " h" : tens / 60 + " h " + tens % 60 + " min";
  }
}
