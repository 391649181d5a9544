package movielens.experiment.pipeline.exchange;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** What one user is recommended, in any order until {@link #order}. */
final class UserList {
  /** Tells of an entry. */
  interface Entry {
    void at(int position);
  }

  private int[] items = new int[16];
  private double[] keys = new double[16];
  private float[] scores = new float[16];
  private int[] lines = new int[16];
  private int size;

  /**
   * Adds an item.
   *
   * @param key the higher, the better
   * @param score by what it was ranked, NaN where that is unknown
   */
  void add(int item, double key, float score, long line) {
    if (size == items.length) {
      int longer = 2 * size;
      items = Arrays.copyOf(items, longer);
      keys = Arrays.copyOf(keys, longer);
      scores = Arrays.copyOf(scores, longer);
      lines = Arrays.copyOf(lines, longer);
    }
    items[size] = item;
    keys[size] = key;
    scores[size] = score;
    lines[size++] = (int) Math.min(line, Integer.MAX_VALUE);
  }

  /** Puts the best first, of equal ones the item with the lower index. */
  void order() {
    reorder(
        IntStream.range(0, size)
            .boxed()
            .sorted(
                Comparator.comparingDouble((Integer i) -> -keys[i])
                    .thenComparingInt(i -> items[i])
                    .thenComparingInt(i -> lines[i]))
            .mapToInt(Integer::intValue)
            .toArray());
  }

  private void reorder(int[] positions) {
    int[] movedItems = new int[positions.length];
    double[] movedKeys = new double[positions.length];
    float[] movedScores = new float[positions.length];
    int[] movedLines = new int[positions.length];
    for (int i = 0; i < positions.length; i++) {
      movedItems[i] = items[positions[i]];
      movedKeys[i] = keys[positions[i]];
      movedScores[i] = scores[positions[i]];
      movedLines[i] = lines[positions[i]];
    }
    items = movedItems;
    keys = movedKeys;
    scores = movedScores;
    lines = movedLines;
    size = positions.length;
  }

  /**
   * Removes items that come twice; the one that the file has first stays.
   *
   * @param removed told of each before it goes
   */
  void removeDoubles(Entry removed) {
    int[] byItem =
        IntStream.range(0, size)
            .boxed()
            .sorted(
                Comparator.comparingInt((Integer i) -> items[i]).thenComparingInt(i -> lines[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    boolean[] gone = new boolean[size];
    boolean any = false;
    for (int i = 1; i < byItem.length; i++) {
      if (items[byItem[i]] == items[byItem[i - 1]]) {
        removed.at(byItem[i]);
        gone[byItem[i]] = true;
        any = true;
      }
    }
    if (any) {
      reorder(IntStream.range(0, size).filter(i -> !gone[i]).toArray());
    }
  }

  int size() {
    return size;
  }

  int item(int position) {
    return items[position];
  }

  double key(int position) {
    return keys[position];
  }

  float score(int position) {
    return scores[position];
  }

  int line(int position) {
    return lines[position];
  }

  /** Whether another list has the same items in the same order. */
  boolean sameItems(UserList other) {
    return Arrays.equals(items, 0, size, other.items, 0, other.size);
  }
}
