package movielens.experiment.data.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import movielens.experiment.data.IdIndex;
import movielens.experiment.data.MovieLens;
import movielens.experiment.data.MovieRow;
import tech.tablesaw.api.FloatColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Puts what was parsed into the two tables of a {@link MovieLens}. */
final class MovieLensTables {
  private MovieLensTables() {}

  /**
   * Has Tablesaw's {@link Table} loaded in the background: on its first use it searches the whole
   * class path for file formats, which takes as long as reading a million ratings.
   */
  static void preload() {
    Thread preload = new Thread(Table::create, "tablesaw-preload");
    preload.setDaemon(true);
    preload.start();
  }

  /**
   * The tables; movies that occur in the ratings only follow the listed ones.
   *
   * @param blocks lose their columns, one after the other, so that no more than one column is in
   *     memory twice
   * @param remarks as {@link MovieLens#remarks}
   */
  static MovieLens of(
      String name,
      String fingerprint,
      boolean synthetic,
      List<RatingsBlock> blocks,
      List<MovieRow> listed,
      List<String> remarks) {
    Table ratings =
        Table.create(
            "ratings",
            column("userId", blocks, RatingsBlock::takeUserIds),
            column("movieId", blocks, RatingsBlock::takeMovieIds),
            ratings(blocks),
            column("timestamp", blocks, RatingsBlock::takeEpochSeconds));
    List<MovieRow> movies = new ArrayList<>(listed);
    movies.addAll(unlisted(ratings.intColumn("movieId"), listed));
    return new MovieLens(name, fingerprint, synthetic, ratings, table(movies), remarks);
  }

  private static List<MovieRow> unlisted(IntColumn rated, List<MovieRow> listed) {
    IdIndex known = IdIndex.of(listed.stream().mapToInt(MovieRow::movieId).toArray());
    List<MovieRow> unlisted = new ArrayList<>();
    for (int movieId : IdIndex.of(rated).ids()) {
      if (known.rank(movieId) < 0) {
        unlisted.add(new MovieRow(movieId, MovieLens.titleOfUnlisted(movieId), ""));
      }
    }
    return unlisted;
  }

  private static Table table(List<MovieRow> movies) {
    return Table.create(
        "movies",
        IntColumn.create("movieId", ints(movies, MovieRow::movieId)),
        StringColumn.create("title", movies.stream().map(MovieRow::title)),
        StringColumn.create("genres", movies.stream().map(MovieRow::genres)));
  }

  private static int[] ints(List<MovieRow> movies, ToIntFunction<MovieRow> value) {
    return movies.stream().mapToInt(value).toArray();
  }

  /** Filled in place: Tablesaw would copy an array that it is given. */
  private static IntColumn column(
      String name, List<RatingsBlock> blocks, Function<RatingsBlock, int[]> take) {
    IntColumn column = IntColumn.create(name, rows(blocks));
    int row = 0;
    for (RatingsBlock block : blocks) {
      for (int value : take.apply(block)) {
        column.set(row++, value);
      }
    }
    return column;
  }

  private static FloatColumn ratings(List<RatingsBlock> blocks) {
    FloatColumn column = FloatColumn.create("rating", rows(blocks));
    int row = 0;
    for (RatingsBlock block : blocks) {
      for (float value : block.takeRatings()) {
        column.set(row++, value);
      }
    }
    return column;
  }

  private static int rows(List<RatingsBlock> blocks) {
    return Math.toIntExact(blocks.stream().mapToLong(block -> block.rows).sum());
  }
}
