package movielens.experiment.evaluation;

/**
 * Keeps the k best of the items offered to it: higher score first, lower index among equal scores.
 * The result does not depend on the order of the offers. A binary heap with the worst kept item on
 * top; reusable, not thread-safe.
 */
public final class TopKSelector {
  private final int[] items;
  private final float[] scores;
  private int size;

  /**
   * An empty selector.
   *
   * @param k how many to keep, positive
   */
  public TopKSelector(int k) {
    if (k < 1) {
      throw new IllegalArgumentException("k must be positive: " + k);
    }
    items = new int[k];
    scores = new float[k];
  }

  /** Number of items kept at the moment. */
  public int size() {
    return size;
  }

  /**
   * The score that an item must reach to be kept: that of the worst kept item, or −∞ while there is
   * room.
   */
  float threshold() {
    return size < items.length ? Float.NEGATIVE_INFINITY : scores[0];
  }

  /**
   * Offers an item. Each index may be offered once between drains.
   *
   * @throws ArithmeticException when the score is not a number
   */
  public void offer(int item, float score) {
    if (Float.isNaN(score)) {
      throw new ArithmeticException("the score of item index " + item + " is not a number");
    }
    if (size < items.length) {
      siftUp(size++, item, score);
    } else if (worse(scores[0], items[0], score, item)) {
      siftDown(item, score);
    }
  }

  /**
   * Hands out what was kept, best first, and empties the selector.
   *
   * @param itemsOut receives {@link #size()} items
   * @param scoresOut receives their scores
   */
  public void drain(int[] itemsOut, float[] scoresOut) {
    while (size > 0) {
      int last = size - 1;
      itemsOut[last] = items[0];
      scoresOut[last] = scores[0];
      size = last;
      siftDown(items[last], scores[last]);
    }
  }

  /** Hands out what was kept as a row of lists, and empties the selector. */
  void drainTo(TopK lists, int row) {
    lists.items()[row] = new int[size];
    lists.scores()[row] = new float[size];
    drain(lists.items()[row], lists.scores()[row]);
  }

  private static boolean worse(float score, int item, float otherScore, int otherItem) {
    return score < otherScore || (score == otherScore && item > otherItem);
  }

  private void siftUp(int hole, int item, float score) {
    int child = hole;
    while (child > 0) {
      int parent = (child - 1) >>> 1;
      if (!worse(score, item, scores[parent], items[parent])) {
        break;
      }
      items[child] = items[parent];
      scores[child] = scores[parent];
      child = parent;
    }
    items[child] = item;
    scores[child] = score;
  }

  private void siftDown(int item, float score) {
    int parent = 0;
    while (2 * parent + 1 < size) {
      int child = 2 * parent + 1;
      if (child + 1 < size
          && worse(scores[child + 1], items[child + 1], scores[child], items[child])) {
        child++;
      }
      if (!worse(scores[child], items[child], score, item)) {
        break;
      }
      items[parent] = items[child];
      scores[parent] = scores[child];
      parent = child;
    }
    items[parent] = item;
    scores[parent] = score;
  }
}
