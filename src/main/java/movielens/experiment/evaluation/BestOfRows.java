package movielens.experiment.evaluation;

import ai.djl.ndarray.NDArray;

/** Takes the best columns of each row of a tile of scores. */
interface BestOfRows {
  /** The score of a column that is left out. */
  float LEFT_OUT = Float.NEGATIVE_INFINITY;

  /**
   * The k best columns of each row, as 1-based item indices, ties by the lower index.
   *
   * @param scores (B, C); item index j is column j − 1
   * @param leftOut for each of the B rows, columns that are not wanted, in any order
   * @param k how many at most, positive
   * @throws ArithmeticException when a score is not a number
   */
  TopK of(NDArray scores, int[][] leftOut, int k);
}
