package movielens.experiment.data;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
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

  /** The tables; movies that occur in the ratings only follow the listed ones. */
  static MovieLens of(
      String name,
      String fingerprint,
      boolean synthetic,
      List<RatingsBlock> blocks,
      List<MovieRow> listed) {
    int[] movieIds = column(blocks, block -> block.movieIds);
    List<MovieRow> movies = new ArrayList<>(listed);
    movies.addAll(unlisted(movieIds, listed));
    Table ratings =
        Table.create(
            "ratings",
            IntColumn.create("userId", column(blocks, block -> block.userIds)),
            IntColumn.create("movieId", movieIds),
            FloatColumn.create("rating", ratings(blocks)),
            IntColumn.create("timestamp", column(blocks, block -> block.epochSeconds)));
    return new MovieLens(name, fingerprint, synthetic, ratings, table(movies));
  }

  private static List<MovieRow> unlisted(int[] rated, List<MovieRow> listed) {
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

  private interface IntColumnOf {
    int[] of(RatingsBlock block);
  }

  private static int[] column(List<RatingsBlock> blocks, IntColumnOf columnOf) {
    int[] column = new int[rows(blocks)];
    int row = 0;
    for (RatingsBlock block : blocks) {
      System.arraycopy(columnOf.of(block), 0, column, row, block.rows);
      row += block.rows;
    }
    return column;
  }

  private static float[] ratings(List<RatingsBlock> blocks) {
    float[] column = new float[rows(blocks)];
    int row = 0;
    for (RatingsBlock block : blocks) {
      System.arraycopy(block.ratings, 0, column, row, block.rows);
      row += block.rows;
    }
    return column;
  }

  private static int rows(List<RatingsBlock> blocks) {
    return Math.toIntExact(blocks.stream().mapToLong(block -> block.rows).sum());
  }
}
