package movielens.experiment.data.synthetic;

import java.nio.file.Path;
import movielens.experiment.data.CsvReleaseWriter;
import movielens.experiment.data.Draw;
import movielens.experiment.data.ReleaseFormat;
import movielens.experiment.files.DataException;

/**
 * Invents a release: users with tastes, films with popularity, genres and sequels, sessions in
 * time. Every number is a function of the {@link Size} and its seed. Users are made one at a time,
 * so that memory does not grow with the number of events.
 *
 * <p>What is put in, for any model to find: a few films are far more popular than the rest; each
 * user has a taste in genres, and three in ten are devoted to one; a session dwells on a genre;
 * some films are followed by their sequel or by one of a few related films. Films are not seen
 * before their year.
 */
public final class SyntheticData {
  private static final int MIN_EVENTS_PER_USER = 20;
  private static final double MAX_DENSITY = 0.5;
  private static final double EVENTS_SPREAD = 0.9;

  private SyntheticData() {}

  /**
   * How much to invent.
   *
   * @param users number of users, at least 1
   * @param movies number of movies, at least 20
   * @param events number of ratings: on average between 1 and half of the movies per user
   * @param seed two runs with the same numbers and seed write the same bytes
   */
  public record Size(int users, int movies, long events, long seed) {
    /** Ratings per user where nobody says how many: between ml-latest-small and ml-1m. */
    public static final int DEFAULT_EVENTS_PER_USER = 100;

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException when they do not fit each other
     */
    public Size {
      if (users < 1 || movies < 20) {
        throw new IllegalArgumentException(
            "synthetic data of "
                + users
                + " users and "
                + movies
                + " movies; give at least 1 user and 20 movies");
      }
      long most = (long) (MAX_DENSITY * users * movies);
      if (events < users || events > most) {
        throw new IllegalArgumentException(
            "synthetic data of " + events + " events; give --events from " + users + " to " + most);
      }
    }

    /** A size with the usual number of events per user, as far as the movies suffice for it. */
    public static Size of(int users, int movies, long seed) {
      long perUser = Math.min(DEFAULT_EVENTS_PER_USER, Math.max(1, movies / 4));
      return new Size(users, movies, users * perUser, seed);
    }

    /** The command line that repeats the data. */
    public String command() {
      return String.format(
          "experiment data synth --users %d --movies %d --events %d --seed %d",
          users, movies, events, seed);
    }
  }

  /**
   * Writes {@code ratings.csv}, {@code movies.csv} and the marker {@code SYNTHETIC.txt}.
   *
   * @param folder is created
   * @throws DataException when a release lies there already, or writing fails
   */
  public static void write(Size size, Path folder) {
    CsvReleaseWriter writer = new CsvReleaseWriter(folder);
    writer.writeText(ReleaseFormat.SYNTHETIC_MARKER, note(size));
    SyntheticCatalog catalog = new SyntheticCatalog(size.movies(), size.seed());
    writer.writeMovies(catalog.movies());
    double[] weights = new double[size.users()];
    double totalWeight = 0;
    for (int user = 0; user < weights.length; user++) {
      weights[user] =
          StrictMath.exp(EVENTS_SPREAD * Draw.of(size.seed(), "activity", user).gaussian());
      totalWeight += weights[user];
    }
    double allWeight = totalWeight;
    writer.writeRatings(
        sink -> {
          SyntheticUsers users = new SyntheticUsers(catalog, size.seed());
          EventShares shares = new EventShares(size, allWeight);
          for (int user = 0; user < weights.length; user++) {
            users.write(user, shares.next(weights[user]), sink);
          }
        });
  }

  private static String note(Size size) {
    return "SYNTHETIC DATA. No person rated these films, and none of the films exists.\n"
        + "\n"
        + "Made by: "
        + size.command()
        + "\n"
        + "Seed: "
        + size.seed()
        + "\n"
        + "\n"
        + "The files have the format of the MovieLens csv releases. What is put in: popularity with"
        + " a long tail;\n"
        + "a taste in genres for each user, three in ten devoted to one genre, and Horror's"
        + " devotees far more frequent\n"
        + "than among real people; sessions that dwell on a genre; sequels and related films that"
        + " tend to follow each\n"
        + "other. Results on it show that the program works, and nothing about people.\n";
  }

  /** Shares the wanted number of events out by weight; what one user cannot take, the next do. */
  private static final class EventShares {
    private final int minimum;
    private final int maximum;
    private final double perWeight;
    private final int users;
    private final long events;
    private double weightSoFar;
    private long given;
    private int usersSoFar;

    EventShares(Size size, double totalWeight) {
      this.users = size.users();
      this.events = size.events();
      this.minimum = (int) Math.min(MIN_EVENTS_PER_USER, events / users);
      this.maximum = (int) (0.8 * size.movies());
      this.perWeight = (events - (double) minimum * users) / totalWeight;
    }

    int next(double weight) {
      weightSoFar += weight;
      usersSoFar++;
      long due =
          usersSoFar == users
              ? events
              : Math.round((double) minimum * usersSoFar + weightSoFar * perWeight);
      int share = (int) Math.max(minimum, Math.min(maximum, due - given));
      given += share;
      return share;
    }
  }
}
