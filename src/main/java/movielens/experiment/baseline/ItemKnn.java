package movielens.experiment.baseline;

import java.util.stream.IntStream;
import movielens.experiment.data.InteractionLog;
import movielens.experiment.evaluation.Recommender;
import movielens.experiment.evaluation.TopK;
import movielens.experiment.evaluation.TopKSelector;

/**
 * Item-based nearest neighbours on binary data: an item's score is the sum of its similarities to
 * those of the user's items that are among its {@value #NEIGHBOURS} nearest. Similarity is the
 * cosine, without shrinkage: users who saw both / √(users of one · users of the other). Items that
 * nobody saw together are not neighbours; equal similarities keep the lower item index. Sarwar et
 * al., WWW 2001.
 */
public final class ItemKnn implements Recommender {
  /** Number of neighbours of an item, k. */
  public static final int NEIGHBOURS = 100;

  private static final int ITEMS_PER_TASK = 32;

  private final int catalogSize;

  /** First position in the two arrays below of each item index. */
  private final int[] starts;

  /** For an item, the items that have it among their neighbours. */
  private final int[] neighbourOf;

  private final float[] similarities;

  private ItemKnn(int[][] neighbours, float[][] cosines) {
    catalogSize = neighbours.length - 1;
    starts = new int[catalogSize + 2];
    for (int item = 1; item <= catalogSize; item++) {
      for (int neighbour : neighbours[item]) {
        starts[neighbour + 1]++;
      }
    }
    for (int item = 1; item < starts.length; item++) {
      starts[item] += starts[item - 1];
    }
    neighbourOf = new int[starts[catalogSize + 1]];
    similarities = new float[neighbourOf.length];
    int[] next = starts.clone();
    for (int item = 1; item <= catalogSize; item++) {
      for (int n = 0; n < neighbours[item].length; n++) {
        int at = next[neighbours[item][n]]++;
        neighbourOf[at] = item;
        similarities[at] = cosines[item][n];
      }
    }
  }

  /**
   * Finds the nearest neighbours of each item.
   *
   * @param fit who saw what; item 0 is ignored
   * @param catalogSize number of items, V
   */
  public static ItemKnn fit(InteractionLog fit, int catalogSize) {
    SeenMatrix seen = SeenMatrix.of(fit, catalogSize);
    int[][] neighbours = new int[catalogSize + 1][];
    float[][] cosines = new float[catalogSize + 1][];
    int tasks = (catalogSize + ITEMS_PER_TASK - 1) / ITEMS_PER_TASK;
    IntStream.range(0, tasks)
        .parallel()
        .forEach(
            task -> {
              int[] counts = new int[catalogSize + 1];
              int[] touched = new int[catalogSize];
              TopKSelector nearest = new TopKSelector(NEIGHBOURS);
              int last = Math.min(catalogSize, (task + 1) * ITEMS_PER_TASK);
              for (int item = task * ITEMS_PER_TASK + 1; item <= last; item++) {
                offerNeighbours(seen, item, counts, touched, nearest);
                neighbours[item] = new int[nearest.size()];
                cosines[item] = new float[nearest.size()];
                nearest.drain(neighbours[item], cosines[item]);
              }
            });
    return new ItemKnn(neighbours, cosines);
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

  private static void offerNeighbours(
      SeenMatrix seen, int item, int[] counts, int[] touched, TopKSelector nearest) {
    int size = seen.countTogether(item, counts, touched);
    for (int i = 0; i < size; i++) {
      int other = touched[i];
      if (other != item) {
        double norms = (double) seen.users(item) * seen.users(other);
        nearest.offer(other, (float) (counts[other] / Math.sqrt(norms)));
      }
      counts[other] = 0;
    }
  }
}
