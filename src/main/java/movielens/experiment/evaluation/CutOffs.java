package movielens.experiment.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * How many of the best items the metrics look at that judge a ranking. 10 is always among them: the
 * question is answered by recall@10.
 *
 * @param depths ascending, each once, from 1 to {@link Evaluator#DEPTH}
 */
public record CutOffs(List<Integer> depths) {
  /** 10 alone. */
  public static final CutOffs USUAL = new CutOffs(List.of());

  /** Sorts, and adds 10 where it is missing. */
  public CutOffs {
    TreeSet<Integer> sorted = new TreeSet<>(depths);
    sorted.add(Metric.RECALL.depth());
    if (sorted.first() < 1 || sorted.last() > Evaluator.DEPTH) {
      throw new IllegalArgumentException("not from 1 to " + Evaluator.DEPTH + ": " + depths);
    }
    depths = List.copyOf(sorted);
  }

  /** All metrics, in table order: those that judge at each depth, then those that describe. */
  public List<Metric> metrics() {
    List<Metric> metrics = new ArrayList<>();
    for (Metric.Kind kind : Metric.Kind.values()) {
      if (kind.judges()) {
        depths.forEach(depth -> metrics.add(new Metric(kind, depth)));
      }
    }
    metrics.addAll(List.of(Metric.INTEREST_ENTROPY, Metric.P90_COVERAGE, Metric.POPULARITY));
    return List.copyOf(metrics);
  }
}
