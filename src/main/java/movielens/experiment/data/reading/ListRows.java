package movielens.experiment.data.reading;

/** Takes the rows of a file of lists. */
public interface ListRows {
  /**
   * Is told first what the file has.
   *
   * @param scored whether there is a column of scores
   * @param ranked whether there is a column of ranks
   */
  void begin(boolean scored, boolean ranked);

  /** Takes the next row. */
  void accept(ListRow row);
}
