package movielens.experiment.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The movies that can be recommended, in ascending order of movie id, indexed 1…V. Index 0 is
 * padding and never an item.
 */
public final class Catalog {
  private final int[] movieIds;
  private final List<String> titles;
  private final List<List<String>> genres;

  /**
   * A catalogue of parallel lists; item {@code i} of the lists becomes item index {@code i + 1}.
   *
   * @param movieIds strictly ascending original ids
   * @param titles one title each
   * @param genres the genres of each, empty for a movie without genres
   */
  public Catalog(int[] movieIds, List<String> titles, List<List<String>> genres) {
    if (titles.size() != movieIds.length || genres.size() != movieIds.length) {
      throw new IllegalArgumentException("ids, titles and genres of different lengths");
    }
    for (int i = 1; i < movieIds.length; i++) {
      if (movieIds[i - 1] >= movieIds[i]) {
        throw new IllegalArgumentException(
            "movie ids must ascend strictly: " + movieIds[i - 1] + ", " + movieIds[i]);
      }
    }
    this.movieIds = movieIds.clone();
    this.titles = List.copyOf(titles);
    this.genres = List.copyOf(genres);
  }

  /** Number of items, V. */
  public int size() {
    return movieIds.length;
  }

  /** Original id of the item at an index of 1…V. */
  public int movieId(int itemIndex) {
    return movieIds[itemIndex - 1];
  }

  /** Title of the item at an index of 1…V. */
  public String title(int itemIndex) {
    return titles.get(itemIndex - 1);
  }

  /** Genres of the item at an index of 1…V, in the order of the file. */
  public List<String> genres(int itemIndex) {
    return genres.get(itemIndex - 1);
  }

  /** Index of a movie id, or 0 when it is not in the catalogue. */
  public int indexOf(int movieId) {
    return Math.max(0, Arrays.binarySearch(movieIds, movieId) + 1);
  }

  /** The items whose genre list contains exactly this genre name. */
  public Catalog ofGenre(String genre) {
    List<String> genreTitles = new ArrayList<>();
    List<List<String>> genreGenres = new ArrayList<>();
    int[] ids = new int[movieIds.length];
    int count = 0;
    for (int i = 0; i < movieIds.length; i++) {
      if (genres.get(i).contains(genre)) {
        ids[count++] = movieIds[i];
        genreTitles.add(titles.get(i));
        genreGenres.add(genres.get(i));
      }
    }
    return new Catalog(Arrays.copyOf(ids, count), genreTitles, genreGenres);
  }

  /**
   * This catalogue's items as indices of another.
   *
   * @return ascending item indices of {@code other}, one per item of this catalogue in its order
   * @throws IllegalArgumentException when an item is not in {@code other}
   */
  public int[] indicesIn(Catalog other) {
    int[] indices = new int[movieIds.length];
    for (int i = 0; i < movieIds.length; i++) {
      indices[i] = other.indexOf(movieIds[i]);
      if (indices[i] == 0) {
        throw new IllegalArgumentException(
            "movie " + movieIds[i] + " is not in the other catalogue");
      }
    }
    return indices;
  }
}
