package movielens.experiment.report;

import java.util.List;
import movielens.experiment.evaluation.UserStatistics;
import movielens.experiment.run.Comparison;
import movielens.experiment.run.FinishedRun;
import movielens.experiment.run.MetricSummary;

/**
 * What several runs say when they are put side by side. The first run is the reference of all
 * others.
 *
 * @param runs the runs, in the order they were named
 * @param options the options, and what else the runs were made with, in which they differ
 * @param scores the metrics of every run in the views that are compared
 * @param pairs each run but the first against the first
 */
public record RunComparison(
    List<Run> runs, List<OptionRow> options, List<Score> scores, List<Pair> pairs) {

  /** Copies the lists. */
  public RunComparison {
    runs = List.copyOf(runs);
    options = List.copyOf(options);
    scores = List.copyOf(scores);
    pairs = List.copyOf(pairs);
  }

  /**
   * One of the runs.
   *
   * @param label short name in the tables: {@code A}, {@code B}, …
   * @param run what its folder tells
   */
  public record Run(String label, FinishedRun run) {}

  /**
   * Something in which the runs differ.
   *
   * @param option its name
   * @param values one per run; {@code –} where a run has none
   */
  public record OptionRow(String option, List<String> values) {
    /** Copies the list. */
    public OptionRow {
      values = List.copyOf(values);
    }
  }

  /**
   * One metric of one model of one run.
   *
   * @param view name of the view
   * @param model label of the model
   * @param metric name of the metric
   * @param run label of the run
   * @param summary mean and deviation over the run's seeds
   * @param mean over users and seeds, with its intervals; NaN for a metric that has no value per
   *     user
   * @param users users that are judged
   * @param items size of the catalogue that is ranked
   */
  public record Score(
      String view,
      String model,
      String metric,
      String run,
      MetricSummary summary,
      UserStatistics.Mean mean,
      int users,
      int items) {}

  /**
   * A run against the reference.
   *
   * @param run label of the run
   * @param view where they are compared; empty when they have no view in common
   * @param obstacles why they must not be compared, one phrase each; empty when they may be
   * @param notes what a reader of the differences must know, one sentence each
   * @param differences per model and metric, run less reference; empty when there are obstacles
   */
  public record Pair(
      String run,
      String view,
      List<String> obstacles,
      List<String> notes,
      List<Difference> differences) {

    /** Copies the lists. */
    public Pair {
      obstacles = List.copyOf(obstacles);
      notes = List.copyOf(notes);
      differences = List.copyOf(differences);
    }

    /** Whether the two runs answer the same question about the same people and movies. */
    public boolean comparable() {
      return obstacles.isEmpty();
    }
  }

  /**
   * How a model of a run differs from that of the reference, paired by user.
   *
   * @param model label of the model
   * @param found run less reference
   * @param equal whether no user differs at all
   */
  public record Difference(String model, Comparison found, boolean equal) {}

  /** The pair of a run, or null for the reference. */
  public Pair pairOf(String run) {
    return pairs.stream().filter(pair -> pair.run().equals(run)).findFirst().orElse(null);
  }

  /** Whether a run may be set against the reference; the reference may. */
  public boolean comparable(String run) {
    Pair pair = pairOf(run);
    return pair == null || pair.comparable();
  }
}
