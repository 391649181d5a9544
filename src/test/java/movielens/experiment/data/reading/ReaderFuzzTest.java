package movielens.experiment.data.reading;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import movielens.experiment.data.MovieLens;
import movielens.experiment.data.MovieRow;
import movielens.experiment.files.DataException;

/**
 * Whatever bytes a file holds, reading it gives rows that make sense or one clear line. The inputs
 * under {@code src/test/resources} are run with the other tests; docs/TESTING.md says how to search
 * for more.
 */
final class ReaderFuzzTest {
  @FuzzTest
  void ratings(byte[] data) throws NoSuchAlgorithmException {
    List<RatingsBlock> blocks;
    try {
      blocks = RatingsReader.read(file(data), MessageDigest.getInstance("SHA-256")).blocks();
    } catch (DataException e) {
      assertOneLine(e);
      return;
    }
    int rows = 0;
    for (RatingsBlock block : blocks) {
      rows += block.rows;
      for (int row = 0; row < block.rows; row++) {
        assertThat(block.userIds[row]).isNotNegative();
        assertThat(block.movieIds[row]).isNotNegative();
        assertThat(block.ratings[row]).isBetween(0f, MovieLens.MAX_RATING + 1f);
        assertThat(block.epochSeconds[row]).isBetween(0, RatingsReader.latestEpochSecond());
      }
    }
    assertThat(rows).isPositive();
  }

  @FuzzTest
  void movies(byte[] data) throws NoSuchAlgorithmException {
    List<MovieRow> movies;
    try {
      movies =
          MoviesReader.read(
                  file(data), MovieFields.ML_100K_GENRES, MessageDigest.getInstance("SHA-256"))
              .movies();
    } catch (DataException e) {
      assertOneLine(e);
      return;
    }
    assertThat(movies).isNotEmpty();
    assertThat(movies.stream().map(MovieRow::movieId)).doesNotHaveDuplicates();
    for (MovieRow movie : movies) {
      assertThat(movie.movieId()).isNotNegative();
      assertThat(movie.title() + movie.genres()).doesNotContainPattern("[\\x00-\\x1F\\x7F-\\x9F]");
    }
  }

  @FuzzTest
  void archive(byte[] data) throws IOException {
    Path zip = Files.createTempFile("fuzz", ".zip");
    try {
      Files.write(zip, data);
      MovieLens release = MovieLensReader.read(zip);
      assertThat(release.events()).isPositive();
    } catch (DataException e) {
      assertOneLine(e);
    } finally {
      Files.delete(zip);
    }
  }

  @FuzzTest
  void lists(byte[] data) throws IOException {
    Path file = Path.of("lists.csv");
    long[] given = {0};
    ListRows rows =
        new ListRows() {
          @Override
          public void begin(boolean scored, boolean ranked) {
            assertThat(given[0]).isZero();
          }

          @Override
          public void accept(ListRow row) {
            given[0]++;
            assertThat(row.line()).isGreaterThan(1);
            assertThat(row.userId()).isNotNegative();
            assertThat(row.movieId()).isNotNegative();
            assertThat(row.seed()).isNotNegative();
            assertThat(row.rank()).isGreaterThanOrEqualTo(ListRow.NO_RANK);
            assertThat(Double.isInfinite(row.score())).isFalse();
          }
        };
    try {
      ListsReader.Read read = ListsReader.read(file, new ByteArrayInputStream(data), rows);
      assertThat(read.rows()).isEqualTo(given[0]);
      assertThat(read.sha256()).hasSize(64);
    } catch (DataException e) {
      assertOneLine(e);
    }
  }

  /** A name of a file, chosen by its first byte, so that the fuzzer meets every form. */
  private static DataFile file(byte[] data) {
    int first = data.length == 0 ? 0 : data[0];
    List<String> names = List.of("fuzz.csv", "fuzz.dat", "u.data", "u.item", "fuzz.inter");
    String name =
        first == 'u' || first == 'm' ? "fuzz.csv" : names.get(Math.floorMod(first, names.size()));
    return new DataFile(name, 0, () -> new ByteArrayInputStream(data));
  }

  private static void assertOneLine(DataException e) {
    assertThat(e.getMessage()).isNotBlank().doesNotContain("\n").hasSizeLessThan(2000);
  }
}
