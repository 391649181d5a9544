package movielens.experiment.data.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import movielens.experiment.data.MovieLens;
import movielens.experiment.data.ReleaseFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class MovieLensReaderTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void readsAFolder(ReleaseFormat format) {
    assertSmall(read(SmallRelease.write(folder, SmallRelease.files(format))));
  }

  @ParameterizedTest
  @EnumSource
  void readsGzippedFiles(ReleaseFormat format) {
    assertSmall(read(SmallRelease.write(folder, SmallRelease.gzipped(SmallRelease.files(format)))));
  }

  @ParameterizedTest
  @EnumSource
  void readsAZipWithTheFilesInASubFolder(ReleaseFormat format) throws Exception {
    Path zip = folder.resolve("ml-0.zip");
    Files.write(zip, SmallRelease.zip("ml-0/", SmallRelease.files(format)));
    MovieLens data = read(zip);
    assertSmall(data);
    assertThat(data.name()).isEqualTo("ml-0");
  }

  @ParameterizedTest
  @EnumSource
  void readsGzippedFilesInAZip(ReleaseFormat format) throws Exception {
    Path zip = folder.resolve("ml-0.zip");
    Files.write(zip, SmallRelease.zip("", SmallRelease.gzipped(SmallRelease.files(format))));
    assertSmall(read(zip));
  }

  @ParameterizedTest
  @EnumSource
  void readsARatingsFileWithItsMoviesBeside(ReleaseFormat format) {
    SmallRelease.write(folder.resolve("ml-0"), SmallRelease.files(format));
    MovieLens data = read(folder.resolve("ml-0").resolve(format.ratingsFile()));
    assertSmall(data);
    assertThat(data.name()).isEqualTo("ml-0");
  }

  @Test
  void whatMacsPutIntoZipsIsNoRelease() throws Exception {
    Map<String, byte[]> files = new HashMap<>();
    files.put("README", "no ratings".getBytes(StandardCharsets.UTF_8));
    SmallRelease.files(ReleaseFormat.DAT).forEach((name, file) -> files.put("ml-0/" + name, file));
    files.put("__MACOSX/ml-0/._ratings.dat", new byte[3]);
    files.put("ml-0/._ratings.dat", new byte[3]);
    Path zip = Files.write(folder.resolve("ml-0.zip"), SmallRelease.zip("", files));

    assertSmall(read(zip));
  }

  @Test
  void readsTheOneReleaseBelowAFolder() throws Exception {
    SmallRelease.write(folder.resolve("ml-0"), SmallRelease.files(ReleaseFormat.CSV));
    Files.writeString(Files.createDirectory(folder.resolve("notes")).resolve("README"), "none");
    assertThat(read(folder).name()).isEqualTo("ml-0");
  }

  @Test
  void readsWindowsLineEndsByteOrderMarksBlankLinesAndNoLastLineEnd() {
    String ratings = "\uFEFF" + SmallRelease.RATINGS_CSV.replace("\n", "\r\n") + "\r\n\r\n";
    String movies = "\uFEFF" + SmallRelease.MOVIES_CSV.replace("\n", "\r\n").stripTrailing();
    assertSmall(read(SmallRelease.csv(folder, ratings, movies)));
    assertSmall(
        read(
            SmallRelease.csv(
                folder, SmallRelease.RATINGS_CSV.stripTrailing(), SmallRelease.MOVIES_CSV)));
  }

  @Test
  void datMoviesMayBeUtf8() {
    Map<String, byte[]> files = SmallRelease.files(ReleaseFormat.DAT);
    files.put(
        "movies.dat",
        "1::Café, the \"Great\" (1995)::Animation|Comedy\n20::Plain (1999)::(no genres listed)\n"
            .getBytes(StandardCharsets.UTF_8));
    assertSmall(read(SmallRelease.write(folder, files)));
  }

  @Test
  void genreColumnsAreThoseOfTheGenreFile() {
    Map<String, byte[]> files = SmallRelease.files(ReleaseFormat.U_DATA);
    files.put("u.genre", "Noir|0\nFarce|1\n\n".getBytes(StandardCharsets.UTF_8));
    files.put("u.item", "1|A|||u|0|1\n20|B|||u|1|1\n".getBytes(StandardCharsets.UTF_8));
    MovieLens data = read(SmallRelease.write(folder, files));
    assertThat(data.movies().stringColumn("genres").asList())
        .containsExactly("Farce", "Noir|Farce");
  }

  @Test
  void fingerprintIsOfTheUncompressedRatingsThenMovies() throws Exception {
    Map<String, byte[]> files = SmallRelease.files(ReleaseFormat.CSV);
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    sha.update(files.get("ratings.csv"));
    String expected = HexFormat.of().formatHex(sha.digest(files.get("movies.csv")));
    Path zip = folder.resolve("a.zip");
    Files.write(zip, SmallRelease.zip("a/", files));
    assertThat(read(zip).fingerprint()).isEqualTo(expected);
    assertThat(read(SmallRelease.write(folder.resolve("b"), files)).fingerprint())
        .isEqualTo(expected);
    assertThat(
            read(SmallRelease.write(folder.resolve("c"), SmallRelease.gzipped(files)))
                .fingerprint())
        .isEqualTo(expected);
  }

  @Test
  void dataWithTheMarkerBesideItIsSynthetic() throws Exception {
    Map<String, byte[]> files = new HashMap<>(SmallRelease.files(ReleaseFormat.CSV));
    files.put("SYNTHETIC.txt", new byte[0]);
    assertThat(read(SmallRelease.write(folder.resolve("a"), files)).synthetic()).isTrue();
    Path zip = folder.resolve("b.zip");
    Files.write(zip, SmallRelease.zip("b/", files));
    assertThat(read(zip).synthetic()).isTrue();
  }

  @Test
  void moviesThatAreRatedButNotListedAreKeptAndCounted() {
    MovieLens data =
        read(
            SmallRelease.csv(
                folder, SmallRelease.RATINGS_CSV, "movieId,title,genres\n20,Plain (1999),War\n"));
    assertThat(data.movies().intColumn("movieId").asList()).containsExactly(20, 1);
    assertThat(data.movies().stringColumn("title").asList())
        .containsExactly("Plain (1999)", "movie 1");
    assertThat(data.movies().stringColumn("genres").asList()).containsExactly("War", "");
    assertThat(data.unlistedMovies()).isEqualTo(1);
    assertThat(data.warnings())
        .singleElement()
        .asString()
        .contains("1 rated movie is not in the movies file");
  }

  @Test
  void readsTheBundledSample() {
    MovieLens bundled = MovieLensReader.readBundledSample();
    assertThat(bundled.synthetic()).isTrue();
    assertThat(bundled.warnings()).isEmpty();
    assertThat(bundled.fingerprint()).isEqualTo(read(Path.of("data/sample")).fingerprint());
  }

  @Test
  void rowsKeepTheOrderOfTheFileAcrossBlocks() {
    StringBuilder ratings = new StringBuilder(ReleaseFormat.RATINGS_HEADER + "\n");
    int rows = 150_000; // more than two blocks
    for (int row = 0; row < rows; row++) {
      ratings.append(row / 10 + 1).append(',').append(row % 997 + 1).append(',');
      ratings.append(row % 10 / 2.0 + 0.5).append(',').append(1_000_000_000 + row).append('\n');
    }
    MovieLens data = read(SmallRelease.csv(folder, ratings.toString(), SmallRelease.MOVIES_CSV));
    assertThat(data.ratings().rowCount()).isEqualTo(rows);
    for (int row = 0; row < rows; row++) {
      if (data.ratings().intColumn("timestamp").getInt(row) != 1_000_000_000 + row
          || data.ratings().intColumn("userId").getInt(row) != row / 10 + 1
          || data.ratings().intColumn("movieId").getInt(row) != row % 997 + 1
          || data.ratings().floatColumn("rating").getFloat(row) != row % 10 / 2f + 0.5f) {
        throw new AssertionError("row " + row);
      }
    }
  }

  private static MovieLens read(Path path) {
    return MovieLensReader.read(path);
  }

  private static void assertSmall(MovieLens data) {
    assertThat(data.ratings().columnNames())
        .containsExactly("userId", "movieId", "rating", "timestamp");
    assertThat(data.ratings().intColumn("userId").asList()).containsExactly(7, 7, 9);
    assertThat(data.ratings().intColumn("movieId").asList()).containsExactly(1, 20, 1);
    assertThat(data.ratings().floatColumn("rating").asList()).containsExactly(4.5f, 3f, 0.5f);
    assertThat(data.ratings().intColumn("timestamp").asList())
        .containsExactly(978300760, 978300761, 978300000);
    assertThat(data.movies().columnNames()).containsExactly("movieId", "title", "genres");
    assertThat(data.movies().intColumn("movieId").asList()).containsExactly(1, 20);
    assertThat(data.movies().stringColumn("title").asList())
        .containsExactly("Café, the \"Great\" (1995)", "Plain (1999)");
    assertThat(data.movies().stringColumn("genres").asList())
        .containsExactly("Animation|Comedy", "");
    assertThat(data.synthetic()).isFalse();
    assertThat(data.warnings()).isEmpty();
  }
}
