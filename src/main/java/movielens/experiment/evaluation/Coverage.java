package movielens.experiment.evaluation;

import java.util.Arrays;

/** How widely the users' top-10 slots spread over the catalogue. */
public final class Coverage {
  private final int catalogSize;
  private final int[] slotsDescending;
  private final long slots;

  private Coverage(int catalogSize, int[] slotsDescending, long slots) {
    this.catalogSize = catalogSize;
    this.slotsDescending = slotsDescending;
    this.slots = slots;
  }

  /**
   * Counts the top-10 slots of all users; users with shorter lists have fewer slots.
   *
   * @param top item indices of the catalogue
   * @param catalogSize number of items, V
   */
  public static Coverage of(TopK top, int catalogSize) {
    int[] counts = new int[catalogSize + 1];
    long slots = 0;
    for (int[] ranked : top.items()) {
      int depth = Math.min(Metric.P90_COVERAGE.depth(), ranked.length);
      for (int rank = 0; rank < depth; rank++) {
        counts[ranked[rank]]++;
      }
      slots += depth;
    }
    return of(Arrays.copyOfRange(counts, 1, counts.length), slots);
  }

  /**
   * The spread of slots that were counted elsewhere.
   *
   * @param slotsOfItem for each item of the catalogue, in any order, how many slots it fills
   */
  public static Coverage ofCounts(int[] slotsOfItem) {
    return of(slotsOfItem.clone(), Arrays.stream(slotsOfItem).asLongStream().sum());
  }

  /** Sorts the counts in place. */
  private static Coverage of(int[] slotsOfItem, long slots) {
    Arrays.sort(slotsOfItem);
    int size = slotsOfItem.length;
    int[] descending = new int[size];
    for (int i = 0; i < size; i++) {
      descending[i] = slotsOfItem[size - 1 - i];
    }
    return new Coverage(size, descending, slots);
  }

  /**
   * The smallest n such that the n most recommended items fill at least 90% of the slots; 0 when
   * there are no slots.
   */
  public int p90Items() {
    return p90Items(slotsDescending, slots);
  }

  /**
   * The fewest items that fill at least 90% of the slots. Counts items by their number of slots
   * instead of sorting them, since a bootstrap asks thousands of times.
   *
   * @param slotsOfItem in any order
   * @param slots their sum
   */
  static int p90Items(int[] slotsOfItem, long slots) {
    int most = 0;
    for (int count : slotsOfItem) {
      most = Math.max(most, count);
    }
    int[] itemsWith = new int[most + 1];
    for (int count : slotsOfItem) {
      itemsWith[count]++;
    }
    // 10 · filled ≥ 9 · slots ⇔ filled ≥ ⌈9 · slots / 10⌉
    long open = (9 * slots + 9) / 10;
    int items = 0;
    for (int count = most; open > 0; count--) {
      long wanted = Math.min(itemsWith[count], (open + count - 1) / count);
      items += (int) wanted;
      open -= wanted * count;
    }
    return items;
  }

  /** {@link #p90Items()} over the catalogue size, in [0, 1]. */
  public double p90() {
    return (double) p90Items() / catalogSize;
  }

  /** Number of different items in any user's top 10. */
  public int distinctItems() {
    int n = 0;
    while (n < catalogSize && slotsDescending[n] > 0) {
      n++;
    }
    return n;
  }

  /**
   * The curve behind {@link #p90()}: which share of the slots the most recommended share of the
   * catalogue fills.
   *
   * @param maxPoints at most this many points, at least 2
   */
  public Curve curve(int maxPoints) {
    if (maxPoints < 2) {
      throw new IllegalArgumentException("a curve needs at least 2 points: " + maxPoints);
    }
    int points = Math.min(maxPoints, catalogSize + 1);
    double[] catalogShares = new double[points];
    double[] slotShares = new double[points];
    long filled = 0;
    int n = 0;
    for (int point = 0; point < points; point++) {
      int items = (int) ((long) catalogSize * point / (points - 1));
      while (n < items) {
        filled += slotsDescending[n++];
      }
      catalogShares[point] = (double) items / catalogSize;
      slotShares[point] = slots == 0 ? 0 : (double) filled / slots;
    }
    return new Curve(catalogShares, slotShares);
  }

  /**
   * Points of a coverage curve, from (0, 0) to (1, 1).
   *
   * @param catalogShares share of the catalogue, most recommended items first, ascending
   * @param slotShares share of the top-10 slots that these items fill, ascending
   */
  public record Curve(double[] catalogShares, double[] slotShares) {}
}
