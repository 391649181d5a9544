package movielens.experiment.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a ranking is judged by: a measure and the number of best items that it looks at.
 *
 * @param kind what is measured
 * @param depth how many of the best items are looked at, from 1 to {@link Evaluator#DEPTH}
 */
public record Metric(Kind kind, int depth) {
  public static final Metric RECALL = new Metric(Kind.RECALL, 10);
  public static final Metric RECALL_CAPPED = new Metric(Kind.RECALL_CAPPED, 10);
  public static final Metric HIT = new Metric(Kind.HIT, 10);
  public static final Metric MRR = new Metric(Kind.MRR, 10);
  public static final Metric NDCG = new Metric(Kind.NDCG, 10);
  public static final Metric INTEREST_ENTROPY = new Metric(Kind.INTEREST_ENTROPY, 50);
  public static final Metric P90_COVERAGE = new Metric(Kind.P90_COVERAGE, 10);
  public static final Metric POPULARITY = new Metric(Kind.POPULARITY, 10);

  /** What is measured. T is the set of a user's test items inside the view's catalogue. */
  public enum Kind {
    /** |top ∩ T| / |T|, in [0, 1]. */
    RECALL,
    /** |top ∩ T| / min(depth, |T|), in [0, 1]. */
    RECALL_CAPPED,
    /** 1 when the top has an item of T, else 0. */
    HIT,
    /** Reciprocal rank of the first item of T within the top, 0 when there is none. */
    MRR,
    /**
     * Binary gain, discount 1 / log₂(rank + 1), over the ideal of min(depth, |T|) hits; in [0, 1].
     * Järvelin and Kekäläinen, ACM TOIS 2002.
     */
    NDCG,
    /**
     * Spread of the top over genres, in nats: each movie gives 1/|its genres| to each of its
     * genres, a movie without genres gives nothing; −Σ p ln p over what was given, 0 when nothing
     * was. After PinnerFormer (Pancha et al., KDD 2022).
     */
    INTEREST_ENTROPY,
    /**
     * The fewest items that make up 90% of all users' slots, over the catalogue size. One number
     * for all users; see {@link Coverage}.
     */
    P90_COVERAGE,
    /**
     * Mean training-event percentile of the top, in [0, 1]; see {@link
     * Panel#popularityPercentiles}. 0.5 for items drawn at random; 0 when nothing was recommended.
     */
    POPULARITY;

    /** Whether more is better; otherwise the metric describes and does not judge. */
    boolean judges() {
      return compareTo(INTEREST_ENTROPY) < 0;
    }

    private String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The metric of a label; empty for one that this version does not know. */
  public static Optional<Metric> of(String label) {
    return Arrays.stream(Kind.values())
        .filter(kind -> label.matches(kind.label() + "@[1-9]\\d{0,2}"))
        .map(kind -> new Metric(kind, Integer.parseInt(label.substring(label.indexOf('@') + 1))))
        .findFirst();
  }

  /** Those of some metrics that every user has a value of. */
  static List<Metric> ofUsers(List<Metric> metrics) {
    return metrics.stream().filter(Metric::perUser).toList();
  }

  /** Name in files and tables, e.g. {@code ndcg@10}. */
  public String label() {
    return kind.label() + "@" + depth;
  }

  /** Whether every user has a value, of which the mean is reported. */
  public boolean perUser() {
    return kind != Kind.P90_COVERAGE;
  }

  /** What it can be. */
  Interval range() {
    return new Interval(0, kind == Kind.INTEREST_ENTROPY ? Double.POSITIVE_INFINITY : 1);
  }

  /** What the difference of two of its values can be. */
  Interval rangeOfDifferences() {
    return new Interval(-range().high(), range().high());
  }

  /** Whether more is better; otherwise the metric describes and does not judge. */
  public boolean higherIsBetter() {
    return kind.judges();
  }
}
