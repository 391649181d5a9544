package movielens.experiment.pipeline.exchange;

/** What may be wrong with rows of lists, or worth a word. */
enum ListProblem {
  UNKNOWN_USER(true, "of users who are not in the data"),
  UNKNOWN_MOVIE(true, "of movies that are not in the data"),
  SEEN(true, "of movies that the user has in the training part, which is a leak"),
  DOUBLE(true, "of movies that the same list has already"),
  NO_SCORE(true, "whose score is not a finite number"),
  NO_RANK(true, "whose rank is not a whole number from 0"),
  NO_TRAINING_EVENT(false, "of movies without a training event, left out: no view ranks them"),
  NOT_TESTED(false, "of users who are not tested, left out"),
  TIE(false, "with the place of the row before it in the list; ties go to the lower movie id"),
  SCORE_AGAINST_RANK(
      false, "with a higher score than the row before it in the list; the ranks decide");

  private final boolean refused;
  private final String words;

  ListProblem(boolean refused, String words) {
    this.refused = refused;
    this.words = words;
  }

  /** Whether lists with such rows are not judged, unless somebody says to leave the rows out. */
  boolean refused() {
    return refused;
  }

  /** What follows "3 rows". */
  String words() {
    return words;
  }
}
