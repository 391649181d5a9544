package movielens.experiment.data;

/** The three file formats in which MovieLens was released over the years. */
public enum ReleaseFormat {
  /** ml-20m, ml-25m, ml-32m, ml-latest and ml-latest-small: comma-separated, with a header. */
  CSV("ratings.csv", "movies.csv", ","),
  /** ml-1m and ml-10m: separated by two colons, without a header. */
  DAT("ratings.dat", "movies.dat", "::"),
  /** ml-100k: ratings separated by tabs, movies by bars and with a flag column for each genre. */
  U_DATA("u.data", "u.item", "\t");

  /** The first line of a {@link #CSV} ratings file. */
  static final String RATINGS_HEADER = "userId,movieId,rating,timestamp";

  /** The first line of a {@link #CSV} movies file. */
  static final String MOVIES_HEADER = "movieId,title,genres";

  /** The file that lies beside data which was generated. */
  public static final String SYNTHETIC_MARKER = "SYNTHETIC.txt";

  /** The {@link #U_DATA} file that names the genre columns of {@code u.item}. */
  static final String GENRES_FILE = "u.genre";

  private final String ratingsFile;
  private final String moviesFile;
  private final String separator;

  ReleaseFormat(String ratingsFile, String moviesFile, String separator) {
    this.ratingsFile = ratingsFile;
    this.moviesFile = moviesFile;
    this.separator = separator;
  }

  String ratingsFile() {
    return ratingsFile;
  }

  String moviesFile() {
    return moviesFile;
  }

  /** What stands between the fields of the ratings file: one character, or one twice. */
  String separator() {
    return separator;
  }

  /** The four fields of a ratings line, for messages. */
  String ratingsLine() {
    return RATINGS_HEADER.replace(",", this == U_DATA ? "<tab>" : separator);
  }
}
