package movielens.experiment.baseline;

import java.util.stream.IntStream;
import movielens.experiment.evaluation.TopKSelector;

/**
 * The most similar items of each item, most similar first; equal similarities keep the lower item
 * index. Items that nobody saw together are not among them.
 *
 * @param items {@code items[i]} has the neighbours of item index i; position 0 is null
 * @param similarities beside them
 * @param shrinkage s of the similarities
 */
record Neighbours(int[][] items, float[][] similarities, double shrinkage) {
  private static final int ITEMS_PER_TASK = 32;

  /**
   * Finds them.
   *
   * @param most how many of each item, positive
   * @param shrinkage s in the similarity, users who saw both / (√(users of one · users of the
   *     other) + s); not negative
   */
  static Neighbours of(SeenMatrix seen, int most, double shrinkage) {
    int catalogSize = seen.catalogSize();
    int[][] items = new int[catalogSize + 1][];
    float[][] similarities = new float[catalogSize + 1][];
    int tasks = (catalogSize + ITEMS_PER_TASK - 1) / ITEMS_PER_TASK;
    IntStream.range(0, tasks)
        .parallel()
        .forEach(
            task -> {
              int[] counts = new int[catalogSize + 1];
              int[] touched = new int[catalogSize];
              TopKSelector nearest = new TopKSelector(most);
              int last = Math.min(catalogSize, (task + 1) * ITEMS_PER_TASK);
              for (int item = task * ITEMS_PER_TASK + 1; item <= last; item++) {
                int size = seen.countTogether(item, counts, touched);
                for (int i = 0; i < size; i++) {
                  int other = touched[i];
                  if (other != item) {
                    double norms = Math.sqrt((double) seen.users(item) * seen.users(other));
                    nearest.offer(other, (float) (counts[other] / (norms + shrinkage)));
                  }
                  counts[other] = 0;
                }
                items[item] = new int[nearest.size()];
                similarities[item] = new float[nearest.size()];
                nearest.drain(items[item], similarities[item]);
              }
            });
    return new Neighbours(items, similarities, shrinkage);
  }
}
