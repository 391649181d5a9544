package movielens.experiment.baseline;

import java.util.Locale;
import movielens.experiment.data.InteractionLog;
import movielens.experiment.evaluation.TopK;

/**
 * Item-based nearest neighbours on binary data: an item's score is the sum of its similarities to
 * those of the user's items that are among its k nearest. Similarity is the cosine, shrunk where
 * few users speak for it: users who saw both / (√(users of one · users of the other) + s). Items
 * that nobody saw together are not neighbours; equal similarities keep the lower item index. Sarwar
 * et al., WWW 2001.
 */
public final class ItemKnn implements Baseline {
  /** Number of neighbours of an item where it is not chosen. */
  public static final int USUAL_NEIGHBOURS = 100;

  private static final int[] NEIGHBOURS = {10, 20, 50, 100, 200};
  private static final int FIRST_NEIGHBOURS = 3;
  private static final double[] SHRINKAGES = {0, 10, 30, 100, 300};
  private static final int FIRST_SHRINKAGE = 0;

  private final int catalogSize;

  /** First position in the two arrays below of each item index. */
  private final int[] starts;

  /** For an item, the items that have it among their neighbours. */
  private final int[] neighbourOf;

  private final float[] similarities;
  private final int neighbours;
  private final double shrinkage;

  private ItemKnn(Neighbours nearest, int k) {
    int[][] items = nearest.items();
    neighbours = k;
    shrinkage = nearest.shrinkage();
    catalogSize = items.length - 1;
    starts = new int[catalogSize + 2];
    for (int item = 1; item <= catalogSize; item++) {
      for (int n = 0; n < Math.min(k, items[item].length); n++) {
        starts[items[item][n] + 1]++;
      }
    }
    for (int item = 1; item < starts.length; item++) {
      starts[item] += starts[item - 1];
    }
    neighbourOf = new int[starts[catalogSize + 1]];
    similarities = new float[neighbourOf.length];
    int[] next = starts.clone();
    for (int item = 1; item <= catalogSize; item++) {
      for (int n = 0; n < Math.min(k, items[item].length); n++) {
        int at = next[items[item][n]]++;
        neighbourOf[at] = item;
        similarities[at] = nearest.similarities()[item][n];
      }
    }
  }

  /**
   * Finds the nearest neighbours of each item.
   *
   * @param fit who saw what; item 0 is ignored
   * @param catalogSize number of items, V
   * @param k number of neighbours of an item, positive
   * @param shrinkage s, not negative
   */
  public static ItemKnn fit(InteractionLog fit, int catalogSize, int k, double shrinkage) {
    return new ItemKnn(Neighbours.of(SeenMatrix.of(fit, catalogSize), k, shrinkage), k);
  }

  /**
   * The same with the k, of 10 to 200, and the s, of 0 to 300, that are best on the validation
   * part. Climbs from k = 100 and s = 0, which they are where nothing can be chosen.
   *
   * @param fit who saw what; item 0 is ignored
   * @param validation what the same users saw next, the same user rows
   * @param catalogSize number of items, V
   * @param listener told of each trial
   */
  public static ItemKnn fit(
      InteractionLog fit, InteractionLog validation, int catalogSize, FitListener listener) {
    SeenMatrix seen = SeenMatrix.of(fit, catalogSize);
    ValidationPart judge = new ValidationPart(fit, validation, catalogSize);
    LastOf<Double, Neighbours> nearest =
        new LastOf<>(s -> Neighbours.of(seen, NEIGHBOURS[NEIGHBOURS.length - 1], s));
    int[] best =
        judge.best(
            place -> new ItemKnn(nearest.at(SHRINKAGES[place[1]]), NEIGHBOURS[place[0]]),
            listener,
            new int[] {NEIGHBOURS.length, SHRINKAGES.length},
            FIRST_NEIGHBOURS,
            FIRST_SHRINKAGE);
    return new ItemKnn(nearest.at(SHRINKAGES[best[1]]), NEIGHBOURS[best[0]]);
  }

  /** Number of neighbours of an item, k. */
  int neighbours() {
    return neighbours;
  }

  /** What was added to the norms, s. */
  double shrinkage() {
    return shrinkage;
  }

  @Override
  public String settings() {
    return String.format(Locale.ROOT, "%d neighbours, shrinkage %.0f", neighbours, shrinkage);
  }

  @Override
  public TopK rank(InteractionLog history, int[] candidates, int k) {
    return ScoredRanking.rank(this::score, catalogSize, history, candidates, k);
  }

  private void score(InteractionLog history, int row, float[] scores) {
    for (int p = history.start(row); p < history.end(row); p++) {
      int item = history.item(p);
      for (int q = starts[item]; q < starts[item + 1]; q++) {
        scores[neighbourOf[q]] += similarities[q];
      }
    }
  }
}
