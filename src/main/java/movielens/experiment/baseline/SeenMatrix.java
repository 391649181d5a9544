package movielens.experiment.baseline;

import java.util.Arrays;
import java.util.stream.IntStream;
import movielens.experiment.data.InteractionLog;

/** Who saw what, as a sparse binary matrix that can be read by user and by item. */
final class SeenMatrix {
  private final int catalogSize;
  private final int[] userStarts;
  private final int[] itemsByUser;
  private final int[] itemStarts;
  private final int[] usersByItem;

  private SeenMatrix(int catalogSize, int[] userStarts, int[] itemsByUser) {
    this.catalogSize = catalogSize;
    this.userStarts = userStarts;
    this.itemsByUser = itemsByUser;
    itemStarts = new int[catalogSize + 2];
    for (int item : itemsByUser) {
      itemStarts[item + 1]++;
    }
    for (int item = 1; item < itemStarts.length; item++) {
      itemStarts[item] += itemStarts[item - 1];
    }
    usersByItem = new int[itemsByUser.length];
    int[] next = itemStarts.clone();
    for (int user = 0; user + 1 < userStarts.length; user++) {
      for (int p = userStarts[user]; p < userStarts[user + 1]; p++) {
        usersByItem[next[itemsByUser[p]]++] = user;
      }
    }
  }

  /** The pairs (user, item) of a log; item 0 and repetitions do not count. */
  static SeenMatrix of(InteractionLog log, int catalogSize) {
    int[] starts = new int[log.users() + 1];
    int[] items = new int[Math.toIntExact(log.events())];
    int filled = 0;
    for (int row = 0; row < log.users(); row++) {
      int[] own = log.itemsOf(row);
      Arrays.sort(own);
      int previous = 0;
      for (int item : own) {
        if (item != previous) {
          items[filled++] = item;
        }
        previous = item;
      }
      starts[row + 1] = filled;
    }
    return new SeenMatrix(catalogSize, starts, Arrays.copyOf(items, filled));
  }

  /** Number of items, V. */
  int catalogSize() {
    return catalogSize;
  }

  /** Number of users who saw the item. */
  int users(int item) {
    return itemStarts[item + 1] - itemStarts[item];
  }

  /**
   * Counts for every item how many users saw it together with a given one.
   *
   * @param item item index
   * @param counts receives the counts, V + 1 zeros before
   * @param touched receives the item indices whose count is not zero, in no particular order
   * @return how many were touched
   */
  int countTogether(int item, int[] counts, int[] touched) {
    int size = 0;
    for (int q = itemStarts[item]; q < itemStarts[item + 1]; q++) {
      int user = usersByItem[q];
      for (int p = userStarts[user]; p < userStarts[user + 1]; p++) {
        int other = itemsByUser[p];
        if (counts[other]++ == 0) {
          touched[size++] = other;
        }
      }
    }
    return size;
  }

  /**
   * XᵀX v, through X and so without the V × V matrix.
   *
   * @param perItem v, one value per item index; position 0 is ignored
   * @return one value per item index; position 0 is 0
   */
  double[] gramTimes(double[] perItem) {
    double[] perUser = new double[userStarts.length - 1];
    IntStream.range(0, perUser.length)
        .parallel()
        .forEach(
            user -> {
              double sum = 0;
              for (int p = userStarts[user]; p < userStarts[user + 1]; p++) {
                sum += perItem[itemsByUser[p]];
              }
              perUser[user] = sum;
            });
    double[] product = new double[catalogSize + 1];
    IntStream.rangeClosed(1, catalogSize)
        .parallel()
        .forEach(
            item -> {
              double sum = 0;
              for (int q = itemStarts[item]; q < itemStarts[item + 1]; q++) {
                sum += perUser[usersByItem[q]];
              }
              product[item] = sum;
            });
    return product;
  }
}
