package movielens.experiment.training.loss;

import java.util.Arrays;

/** Candidates in a row, and the place of each in it. */
final class CandidateColumns {
  private final long[] items;
  private final int[] columnOf;

  /**
   * @param candidates strictly ascending item indices, at least one
   */
  CandidateColumns(int[] candidates) {
    items = Arrays.stream(candidates).asLongStream().toArray();
    columnOf = new int[candidates.length == 0 ? 0 : candidates[candidates.length - 1] + 1];
    for (int column = 0; column < candidates.length; column++) {
      columnOf[candidates[column]] = column;
    }
  }

  /** The candidates in their order. */
  long[] items() {
    return items;
  }

  /** The place of an item; −1 for what is no candidate. */
  int columnOf(int item) {
    int column = item < columnOf.length ? columnOf[item] : 0;
    return column < items.length && items[column] == item ? column : -1;
  }

  /** The places of items; 0 for what is no candidate, as padding is. */
  long[] of(long[] wanted) {
    long[] columns = new long[wanted.length];
    for (int i = 0; i < wanted.length; i++) {
      columns[i] = columnOf[(int) wanted[i]];
    }
    return columns;
  }
}
