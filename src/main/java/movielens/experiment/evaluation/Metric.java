package movielens.experiment.evaluation;

import java.util.Arrays;
import java.util.List;

/** What a ranking is judged by. T is the set of a user's test items inside the view's catalogue. */
public enum Metric {
  /** |top 10 ∩ T| / |T|, in [0, 1]. */
  RECALL("recall@10", 10, true, true),
  /** |top 10 ∩ T| / min(10, |T|), in [0, 1]. */
  RECALL_CAPPED("recall_capped@10", 10, true, true),
  /** 1 when the top 10 has an item of T, else 0. */
  HIT("hit@10", 10, true, true),
  /** Reciprocal rank of the first item of T within the top 10, 0 when there is none. */
  MRR("mrr@10", 10, true, true),
  /**
   * Binary gain, discount 1 / log₂(rank + 1), over the ideal of min(10, |T|) hits; in [0, 1].
   * Järvelin and Kekäläinen, ACM TOIS 2002.
   */
  NDCG("ndcg@10", 10, true, true),
  /**
   * Spread of the top 50 over genres, in nats: each movie gives 1/|its genres| to each of its
   * genres, a movie without genres gives nothing; −Σ p ln p over what was given, 0 when nothing
   * was. After PinnerFormer (Pancha et al., KDD 2022).
   */
  INTEREST_ENTROPY("interest_entropy@50", 50, true, false),
  /**
   * The fewest items that make up 90% of all users' top-10 slots, over the catalogue size. One
   * number for all users; see {@link Coverage}.
   */
  P90_COVERAGE("p90_coverage@10", 10, false, false),
  /**
   * Mean training-event percentile of the top 10, in [0, 1]; see {@link
   * Panel#popularityPercentiles}. 0.5 for items drawn at random; 0 when nothing was recommended.
   */
  POPULARITY("popularity@10", 10, true, false);

  private final String label;
  private final int depth;
  private final boolean perUser;
  private final boolean higherIsBetter;

  Metric(String label, int depth, boolean perUser, boolean higherIsBetter) {
    this.label = label;
    this.depth = depth;
    this.perUser = perUser;
    this.higherIsBetter = higherIsBetter;
  }

  /** Those that every user has a value of. */
  static List<Metric> ofUsers() {
    return Arrays.stream(values()).filter(Metric::perUser).toList();
  }

  /** Name in files and tables, e.g. {@code ndcg@10}. */
  public String label() {
    return label;
  }

  /** How many of the best items are looked at. */
  public int depth() {
    return depth;
  }

  /** Whether every user has a value, of which the mean is reported. */
  public boolean perUser() {
    return perUser;
  }

  /** What it can be. */
  Interval range() {
    return new Interval(0, this == INTEREST_ENTROPY ? Double.POSITIVE_INFINITY : 1);
  }

  /** What the difference of two of its values can be. */
  Interval rangeOfDifferences() {
    return new Interval(-range().high(), range().high());
  }

  /** Whether more is better; otherwise the metric describes and does not judge. */
  public boolean higherIsBetter() {
    return higherIsBetter;
  }
}
