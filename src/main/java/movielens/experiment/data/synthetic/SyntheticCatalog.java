package movielens.experiment.data.synthetic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.StringJoiner;
import movielens.experiment.data.Draw;
import movielens.experiment.data.MovieRow;

/** The invented films: genres, years, popularity, sequels and related films. */
final class SyntheticCatalog {
  /** Genre names of the MovieLens csv releases. */
  static final List<String> GENRES =
      List.of(
          "Action",
          "Adventure",
          "Animation",
          "Children",
          "Comedy",
          "Crime",
          "Documentary",
          "Drama",
          "Fantasy",
          "Film-Noir",
          "Horror",
          "IMAX",
          "Musical",
          "Mystery",
          "Romance",
          "Sci-Fi",
          "Thriller",
          "War",
          "Western");

  /** Percentage of films with each main genre. */
  private static final double[] MAIN_SHARE = {
    9, 5, 3, 4, 17, 4, 4, 20, 3, 1.5, 13, 0.5, 2, 2, 4, 4, 2, 1, 1
  };

  /** For each genre the two that most often stand beside it. */
  private static final int[][] COMPANIONS = {
    {1, 16}, {8, 0}, {3, 8}, {2, 4}, {14, 7}, {16, 7}, {17, 7}, {14, 5}, {1, 3}, {5, 13}, {16, 13},
    {1, 0}, {4, 14}, {16, 5}, {7, 4}, {0, 10}, {5, 10}, {7, 0}, {0, 1}
  };

  static final int NONE = -1;
  private static final int RELATED = 6;
  private static final int FIRST_YEAR = 1930;
  private static final int LAST_YEAR = 2018;
  private static final double GOLDEN_RATIO = 0.6180339887498949;
  private static final double SERIES_CHANCE = 0.3;
  private static final double ONE_MORE_CHANCE = 0.55;

  private final int movies;
  private final int[] movieIds;
  private final int[] years;
  private final int[][] genresOf;
  private final int[] sequels;
  private final int[][] related;
  private final double[] popularity;
  private final double[] quality;
  private final String[] titles;

  /** For each genre its films, and the running sums of their popularity. */
  private final int[][] filmsOfGenre = new int[GENRES.size()][];

  private final double[][] cumulativeOfGenre = new double[GENRES.size()][];

  SyntheticCatalog(int movies, long seed) {
    this.movies = movies;
    this.movieIds = new int[movies];
    this.years = new int[movies];
    this.genresOf = new int[movies][];
    this.sequels = new int[movies];
    this.related = new int[movies][RELATED];
    this.popularity = new double[movies];
    this.quality = new double[movies];
    this.titles = new String[movies];
    makeFilms(Draw.of(seed, "films", 0));
    assignIds(Draw.of(seed, "ids", 0));
    for (int genre = 0; genre < GENRES.size(); genre++) {
      indexGenre(genre);
    }
    relate(Draw.of(seed, "related", 0));
  }

  private void makeFilms(Draw draw) {
    Arrays.fill(sequels, NONE);
    double[] mainShares = cumulative(MAIN_SHARE);
    for (int film = 0, series = 0; film < movies; series++) {
      int first = film;
      // Multiples of the golden ratio cover [0, 1) evenly: small catalogues get their share of
      // genres
      double fraction = series * GOLDEN_RATIO % 1;
      int[] genres = genres(draw, Draw.indexAt(fraction, mainShares, mainShares.length));
      int year = LAST_YEAR - (int) Math.min(LAST_YEAR - FIRST_YEAR, draw.exponential() * 25);
      // A few films are seen by most, most films by a few; the films of a series resemble each
      // other
      double seriesPopularity = StrictMath.exp(1.6 * draw.gaussian());
      double seriesQuality = 0.4 * draw.gaussian();
      boolean more = draw.chance(SERIES_CHANCE);
      do {
        genresOf[film] = genres;
        years[film] = Math.min(LAST_YEAR, year);
        popularity[film] = seriesPopularity * StrictMath.exp(0.5 * draw.gaussian());
        quality[film] = seriesQuality + 0.2 * draw.gaussian();
        titles[film] = SyntheticTitle.of(series, film - first + 1, years[film]);
        if (film > first) {
          sequels[film - 1] = film;
        }
        year += 1 + draw.below(4);
        film++;
        more = more && film < movies && draw.chance(film - first == 1 ? 1 : ONE_MORE_CHANCE);
      } while (more);
    }
  }

  private static int[] genres(Draw draw, int main) {
    int[] genres = new int[3];
    int count = 0;
    genres[count++] = main;
    for (int companion : COMPANIONS[main]) {
      if (draw.chance(0.4)) {
        genres[count++] = companion;
      }
    }
    int[] chosen = Arrays.copyOf(genres, count);
    Arrays.sort(chosen);
    return chosen;
  }

  /** Ids with gaps, in an order that tells nothing of series. */
  private void assignIds(Draw draw) {
    int[] order = new int[movies];
    for (int i = 0; i < movies; i++) {
      int j = draw.below(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    int id = 0;
    for (int film : order) {
      id += 1 + draw.below(3);
      movieIds[film] = id;
    }
  }

  private void indexGenre(int genre) {
    int[] films = new int[movies];
    double[] sums = new double[movies];
    int count = 0;
    double sum = 0;
    for (int film = 0; film < movies; film++) {
      if (Arrays.binarySearch(genresOf[film], genre) >= 0) {
        sum += popularity[film];
        films[count] = film;
        sums[count++] = sum;
      }
    }
    filmsOfGenre[genre] = Arrays.copyOf(films, count);
    cumulativeOfGenre[genre] = Arrays.copyOf(sums, count);
  }

  private void relate(Draw draw) {
    for (int film = 0; film < movies; film++) {
      for (int i = 0; i < RELATED; i++) {
        related[film][i] = draw(draw, genresOf[film][draw.below(genresOf[film].length)]);
      }
    }
  }

  static double[] cumulative(double[] weights) {
    double[] sums = new double[weights.length];
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i];
      sums[i] = sum;
    }
    return sums;
  }

  int size() {
    return movies;
  }

  /** A film of a genre, by popularity; {@link #NONE} when the genre has no film. */
  int draw(Draw draw, int genre) {
    int count = filmsOfGenre[genre].length;
    return count == 0 ? NONE : filmsOfGenre[genre][draw.index(cumulativeOfGenre[genre], count)];
  }

  /** The films of a genre. Not a copy. */
  int[] films(int genre) {
    return filmsOfGenre[genre];
  }

  int movieId(int film) {
    return movieIds[film];
  }

  int year(int film) {
    return years[film];
  }

  int[] genres(int film) {
    return genresOf[film];
  }

  /** The next film of the series, or {@link #NONE}. */
  int sequel(int film) {
    return sequels[film];
  }

  /** Films that tend to be seen after this one. */
  int[] related(int film) {
    return related[film];
  }

  /** Stars above or below the average. */
  double quality(int film) {
    return quality[film];
  }

  /** The rows of the movies file, by ascending id. */
  List<MovieRow> movies() {
    List<MovieRow> rows = new ArrayList<>(movies);
    for (int film = 0; film < movies; film++) {
      StringJoiner genres = new StringJoiner("|");
      for (int genre : genresOf[film]) {
        genres.add(GENRES.get(genre));
      }
      rows.add(new MovieRow(movieIds[film], titles[film], genres.toString()));
    }
    rows.sort(Comparator.comparingInt(MovieRow::movieId));
    return rows;
  }
}
