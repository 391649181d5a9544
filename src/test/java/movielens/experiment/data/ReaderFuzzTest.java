package movielens.experiment.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import movielens.experiment.files.DataException;

/**
 * Whatever bytes a file holds, reading it gives rows that make sense or one clear line. The inputs
 * under {@code src/test/resources} are run with the other tests; docs/TESTING.md says how to search
 * for more.
 */
final class ReaderFuzzTest {
  @FuzzTest
  void ratings(byte[] data) throws NoSuchAlgorithmException {
    ReleaseFormat format = format(data);
    List<RatingsBlock> blocks;
    try {
      blocks = RatingsReader.read(file(data), format, MessageDigest.getInstance("SHA-256"));
    } catch (DataException e) {
      assertOneLine(e);
      return;
    }
    int rows = 0;
    for (RatingsBlock block : blocks) {
      rows += block.rows;
      for (int row = 0; row < block.rows; row++) {
        assertThat(block.userIds[row]).isPositive();
        assertThat(block.movieIds[row]).isPositive();
        assertThat(block.ratings[row]).isBetween(0f, RatingsLine.MAX_RATING + 1f);
        assertThat(block.epochSeconds[row]).isBetween(0, RatingsReader.latestEpochSecond());
      }
    }
    assertThat(rows).isPositive();
  }

  @FuzzTest
  void movies(byte[] data) throws NoSuchAlgorithmException {
    ReleaseFormat format = format(data);
    List<MovieRow> movies;
    try {
      movies =
          MoviesReader.read(
              file(data),
              format,
              MovieLineParser.ML_100K_GENRES,
              MessageDigest.getInstance("SHA-256"));
    } catch (DataException e) {
      assertOneLine(e);
      return;
    }
    assertThat(movies).isNotEmpty();
    assertThat(movies.stream().map(MovieRow::movieId)).doesNotHaveDuplicates();
    for (MovieRow movie : movies) {
      assertThat(movie.movieId()).isPositive();
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

  /** The three formats of a file, chosen by its first byte, so that the fuzzer meets them all. */
  private static ReleaseFormat format(byte[] data) {
    int first = data.length == 0 ? 0 : data[0];
    return first == 'u' || first == 'm'
        ? ReleaseFormat.CSV
        : first % 2 == 0 ? ReleaseFormat.DAT : ReleaseFormat.U_DATA;
  }

  private static DataFile file(byte[] data) {
    return new DataFile("fuzz", 0, () -> new ByteArrayInputStream(data));
  }

  private static void assertOneLine(DataException e) {
    assertThat(e.getMessage()).isNotBlank().doesNotContain("\n").hasSizeLessThan(2000);
  }
}
