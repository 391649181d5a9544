package movielens.experiment.data;

/** The three file formats in which MovieLens was released over the years. */
public enum ReleaseFormat {
  /** ml-20m, ml-25m, ml-32m, ml-latest and ml-latest-small: comma-separated, with a header. */
  CSV("ratings.csv", "movies.csv"),
  /** ml-1m and ml-10m: separated by two colons, without a header. */
  DAT("ratings.dat", "movies.dat"),
  /** ml-100k: ratings separated by tabs, movies by bars and with a flag column for each genre. */
  U_DATA("u.data", "u.item");

  /** The first line of a {@link #CSV} ratings file. */
  public static final String RATINGS_HEADER = "userId,movieId,rating,timestamp";

  /** The first line of a {@link #CSV} movies file. */
  public static final String MOVIES_HEADER = "movieId,title,genres";

  /** The file that lies beside data which was generated. */
  public static final String SYNTHETIC_MARKER = "SYNTHETIC.txt";

  /** The {@link #U_DATA} file that names the genre columns of {@code u.item}. */
  public static final String GENRES_FILE = "u.genre";

  private final String ratingsFile;
  private final String moviesFile;

  ReleaseFormat(String ratingsFile, String moviesFile) {
    this.ratingsFile = ratingsFile;
    this.moviesFile = moviesFile;
  }

  /** Name of the ratings file. */
  public String ratingsFile() {
    return ratingsFile;
  }

  /** Name of the movies file. */
  public String moviesFile() {
    return moviesFile;
  }
}
