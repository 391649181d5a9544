package movielens.experiment.baseline;

import java.util.Arrays;
import java.util.function.IntConsumer;
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

  /** The same with users and items in each other's place: user row u becomes item u + 1. */
  SeenMatrix transposed() {
    int[] users = new int[usersByItem.length];
    Arrays.setAll(users, p -> usersByItem[p] + 1);
    return new SeenMatrix(users(), Arrays.copyOfRange(itemStarts, 1, itemStarts.length), users);
  }

  /** Number of items, V. */
  int catalogSize() {
    return catalogSize;
  }

  /** Number of user rows, those without events included. */
  int users() {
    return userStarts.length - 1;
  }

  /** Tells the rows of the users who saw the item; of item 0 none. */
  void forEachUser(int item, IntConsumer told) {
    for (int q = itemStarts[item]; q < itemStarts[item + 1]; q++) {
      told.accept(usersByItem[q]);
    }
  }

  /** The sum, over the users who saw the item, of a value that each has. */
  double sumOverUsers(int item, double[] perUser) {
    double sum = 0;
    for (int q = itemStarts[item]; q < itemStarts[item + 1]; q++) {
      sum += perUser[usersByItem[q]];
    }
    return sum;
  }

  /** The same where the value of user row 0 stands at a position {@code from}. */
  double sumOverUsers(int item, float[] values, int from) {
    double sum = 0;
    for (int q = itemStarts[item]; q < itemStarts[item + 1]; q++) {
      sum += values[from + usersByItem[q]];
    }
    return sum;
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
        .forEach(item -> product[item] = sumOverUsers(item, perUser));
    return product;
  }
}
