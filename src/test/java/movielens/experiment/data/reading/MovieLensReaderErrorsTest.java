package movielens.experiment.data.reading;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import movielens.experiment.data.ReleaseFormat;
import movielens.experiment.files.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MovieLensReaderErrorsTest {
  private static final String HEADER = ReleaseFormat.RATINGS_HEADER + "\n";
  private static final String GOOD = "1,1,4.0,978300760\n";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "1,1,4.0; a field is missing: 3 instead of the 4 of userId,movieId,rating,timestamp",
        "1; a field is missing: 1 instead",
        "1,1,4.0,978300760,5; there are too many fields: 5 instead",
        "1,1,4.0,978300760,; there are too many fields: 5 instead",
        "x,1,4.0,978300760; user id 'x' is not a whole number from 0 to 2147483647",
        ",1,4.0,978300760; user id is empty",
        "2147483648,1,4.0,978300760; user id '2147483648' is outside 0 to 2147483647",
        "99999999999999999999999,1,4.0,978300760; is outside 0 to 2147483647",
        "1e+05,1,4.0,978300760; user id '1e+05' is in scientific notation; write all its digits",
        "1,-3,4.0,978300760; movie id '-3' is not a whole number",
        "1,1.5,4.0,978300760; movie id '1.5' is not a whole number",
        "1,1,good,978300760; rating 'good' is not a number such as 3.5",
        "1,1,,978300760; rating '' is not a number such as 3.5",
        "1,1,NaN,978300760; rating 'NaN' is not a number such as 3.5",
        "1,1,4e0,978300760; rating '4e0' is not a number such as 3.5",
        "1,1,4.,978300760; rating '4.' is not a number such as 3.5",
        "1,1,-4,978300760; rating '-4' is not a number such as 3.5",
        "1,1,4.0,-5; timestamp '-5' is negative",
        "1,1,4.0,9.783e8; timestamp '9.783e8' is in scientific notation",
        "1,1,4.0,978300760000; timestamp '978300760000' is too large (milliseconds?)",
        "1,1,4.0,2147483648; timestamp '2147483648' is too large",
        "1,1,4.0,2147483647; timestamp '2147483647' lies in the future (2038-01-19)",
        "1,1,4.0,; timestamp is empty",
        "1,1,4.0,2001-01-01; timestamp '2001-01-01' is not a whole number",
        "userId,movieId,rating,timestamp; the header stands here a second time",
        "1\u00001,1,4.0,978300760; the line has a NUL byte",
      })
  void refusesARatingsLine(String line, String complaint) {
    String ratings = HEADER + GOOD + "\n" + line + "\n" + GOOD;
    assertThat(failure(SmallRelease.csv(folder, ratings, SmallRelease.MOVIES_CSV)))
        .startsWith(folder.resolve("ratings.csv") + ":4: ")
        .contains(complaint)
        .doesNotContain("\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "1:1:4:978300760; 1 instead of the 4 of userId::movieId::rating::timestamp",
        "1::1::4; a field is missing: 3",
        "1::1::4::978300760::9; too many fields: 5",
        "1::1::4:::978300760; timestamp ':978300760' is not a whole number",
      })
  void refusesADatLine(String line, String complaint) {
    Map<String, byte[]> files = SmallRelease.files(ReleaseFormat.DAT);
    files.put("ratings.dat", ("1::1::4::978300760\n" + line + "\n").getBytes(UTF_8));
    assertThat(failure(SmallRelease.write(folder, files)))
        .startsWith(folder.resolve("ratings.dat") + ":2: ")
        .contains(complaint);
  }

  @Test
  void refusesATabLine() {
    Map<String, byte[]> files = SmallRelease.files(ReleaseFormat.U_DATA);
    files.put("u.data", "1\t1\t4\t978300760\n1 1 4 978300760".getBytes(UTF_8));
    assertThat(failure(SmallRelease.write(folder, files)))
        .startsWith(folder.resolve("u.data") + ":2: a field is missing: 1");
  }

  @Test
  void namesTheLineFarInsideAFile() {
    String ratings = HEADER + GOOD.repeat(200_000) + "1,1\n" + GOOD.repeat(100_000) + "1\n";
    assertThat(failure(SmallRelease.csv(folder, ratings, SmallRelease.MOVIES_CSV)))
        .startsWith(folder.resolve("ratings.csv") + ":200002: a field is missing: 2");
  }

  @ParameterizedTest
  @CsvSource({"70000", "3000000"})
  void refusesAVeryLongLine(int length) {
    String ratings = HEADER + GOOD + "1".repeat(length);
    assertThat(failure(SmallRelease.csv(folder, ratings, SmallRelease.MOVIES_CSV)))
        .startsWith(folder.resolve("ratings.csv") + ":3: the line is longer than 64 KiB");
  }

  @Test
  void explainsWhatIsWrongWithAHeader() {
    assertRatings("", ":1: the file is empty");
    assertRatings(HEADER, ":1: the file holds no ratings");
    assertRatings(
        "1,1,4.0\n", ":1: the header is missing; needed are the columns userId,movieId,r");
    assertRatings("\n" + GOOD, ":1: the header is missing");
    assertRatings(
        "user,item,rating\n",
        ":1: the header is 'user,item,rating' and has no column for timestamp; needed are the"
            + " columns userId,movieId,rating,timestamp");
    assertRatings("user,item,rating,time\n", ":1: the file holds no ratings");
    assertRatings("user\0Id,rating\n", ":1: the line has a NUL byte");
    assertRatings("x".repeat(200) + "\n", ":1: the header is '" + "x".repeat(200) + "' and has");
    assertRatings("userId,userId,rating\n", ":1: the header names column 'userId' twice");
  }

  private void assertRatings(String ratings, String complaint) {
    assertThat(failure(SmallRelease.csv(folder, ratings, SmallRelease.MOVIES_CSV)))
        .startsWith(folder.resolve("ratings.csv") + complaint);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "x,A,War; movie id 'x' is not a whole number",
        "9999999999,A,War; movie id '9999999999' is outside",
        "2147483648,A,War; movie id '2147483648' is outside",
        "1234567890123456789012345678901234567890,A,B; id"
            + " '1234567890123456789012345678901234567890' is",
        "12345678901234567890123456789012345678901,A,B; '1234567890123456789012345678901234567890…'"
            + " is",
        "5,A; a field is missing: 2 instead of the 3 of movie id, title and genres",
        "5,A,War,x; there are too many fields: 4",
        "5,\"A,War; a quote is opened and not closed",
        "5,\"A\"B,War; text follows a closing quote",
        "1,A,War; movie id 1 stands already in line 2; remove one of the two lines",
        "5,A\u0000,War; the line has a NUL byte",
      })
  void refusesAMoviesLine(String line, String complaint) {
    String movies = SmallRelease.MOVIES_CSV + line + "\n";
    assertThat(failure(SmallRelease.csv(folder, SmallRelease.RATINGS_CSV, movies)))
        .startsWith(folder.resolve("movies.csv") + ":4: ")
        .contains(complaint);
  }

  @Test
  void theFarthestMovieIdAndTheLongestLineAreRead() {
    String longest = "2147483647," + "A".repeat((64 << 10) - 15) + ",War";
    String movies = SmallRelease.MOVIES_CSV + longest;
    SmallRelease.csv(folder, SmallRelease.RATINGS_CSV, movies);
    assertThat(MovieLensReader.read(folder).movies().intColumn("movieId").asList())
        .containsExactly(1, 20, Integer.MAX_VALUE);
    SmallRelease.csv(folder, SmallRelease.RATINGS_CSV, movies + "s");
    assertThat(failure(folder)).contains(":4: the line is longer than 64 KiB");
  }

  @Test
  void explainsWhatIsWrongWithAMoviesFile() {
    assertMovies("", ":1: the file is empty");
    assertMovies("movieId,title,genres\n", ":1: the file holds no movies");
    assertMovies("1,A\n", ":1: the header is missing; needed are the columns movieId,title,genres");
    assertMovies("movieId,title,title\n", ":1: the header names column 'title' twice");
  }

  private void assertMovies(String movies, String complaint) {
    assertThat(failure(SmallRelease.csv(folder, SmallRelease.RATINGS_CSV, movies)))
        .startsWith(folder.resolve("movies.csv") + complaint);
  }

  @Test
  void refusesCsvThatIsNotUtf8() {
    Map<String, byte[]> files = SmallRelease.files(ReleaseFormat.CSV);
    files.put("movies.csv", SmallRelease.MOVIES_CSV.getBytes(ISO_8859_1));
    assertThat(failure(SmallRelease.write(folder, files)))
        .isEqualTo(folder.resolve("movies.csv") + ":2: not UTF-8; save the file as UTF-8");
  }

  @Test
  void refusesGenreFlagsThatAreNoFlags() {
    Map<String, byte[]> files = SmallRelease.files(ReleaseFormat.U_DATA);
    String item = "1|A|||u|" + SmallRelease.flags("War").replace("1", "2") + "\n";
    files.put("u.item", item.getBytes(UTF_8));
    assertThat(failure(SmallRelease.write(folder, files)))
        .isEqualTo(folder.resolve("u.item") + ":1: flag of genre War is '2' instead of 0 or 1");
  }

  @Test
  void reportsTruncatedAndDamagedGzip() {
    Map<String, byte[]> files =
        new LinkedHashMap<>(SmallRelease.gzipped(SmallRelease.files(ReleaseFormat.CSV)));
    byte[] whole = files.get("ratings.csv.gz");
    files.put("ratings.csv.gz", Arrays.copyOf(whole, whole.length - 12));
    assertThat(failure(SmallRelease.write(folder, files)))
        .startsWith(folder.resolve("ratings.csv.gz") + ": ")
        .contains("the file is truncated; download it again");
    files.put("ratings.csv.gz", "plain text".getBytes(UTF_8));
    assertThat(failure(SmallRelease.write(folder, files))).contains("Not in GZIP format");
    files.put("ratings.csv.gz", new byte[0]);
    assertThat(failure(SmallRelease.write(folder, files))).contains("the file is truncated");
  }

  @Test
  void reportsTruncatedDamagedAndMaliciousZips() throws Exception {
    Path path = folder.resolve("ml-0.zip");
    byte[] zip = SmallRelease.zip("ml-0/", SmallRelease.files(ReleaseFormat.CSV));
    Files.write(path, Arrays.copyOf(zip, zip.length / 2));
    assertThat(failure(path)).startsWith(path + ": not a whole zip file").contains("download it");
    Files.write(path, new byte[0]);
    assertThat(failure(path)).startsWith(path + ": not a whole zip file");
    Files.write(path, SmallRelease.zip("../", SmallRelease.files(ReleaseFormat.CSV)));
    assertThat(failure(path)).contains("entry '../ratings.csv' points outside the archive");
    Files.write(path, SmallRelease.zip("ml-0/", Map.of("README", new byte[3])));
    assertThat(failure(path)).startsWith(path + ": no ratings file here");
    Map<String, byte[]> bad = SmallRelease.files(ReleaseFormat.CSV);
    bad.put("ratings.csv", (HEADER + "1,1\n").getBytes(UTF_8));
    Files.write(path, SmallRelease.zip("ml-0/", bad));
    assertThat(failure(path)).startsWith(path + "!/ml-0/ratings.csv:2: a field is missing: 2");
  }

  @Test
  void reportsAZipWhoseContentDoesNotAgreeWithItsChecksum() throws Exception {
    Path path = folder.resolve("ml-0.zip");
    byte[] zip = SmallRelease.zip("", SmallRelease.files(ReleaseFormat.CSV));
    int directory = indexOf(zip, new byte[] {'P', 'K', 1, 2});
    zip[directory + 16] ^= 1; // the checksum of ratings.csv
    Files.write(path, zip);
    assertThat(failure(path)).contains("ratings.csv: ").contains("its checksum does not agree");
  }

  private static int indexOf(byte[] bytes, byte[] wanted) {
    int p = 0;
    while (!Arrays.equals(bytes, p, p + wanted.length, wanted, 0, wanted.length)) {
      p++;
    }
    return p;
  }

  @Test
  void saysWhatIsMissing() throws Exception {
    assertThat(failure(folder.resolve("nothing"))).contains("no such file or folder");
    assertThat(failure(folder)).startsWith(folder + ": no ratings file here (ratings.csv, rat");
    Path other = Files.writeString(folder.resolve("events.tsv"), "1\t2\n");
    assertThat(failure(other)).startsWith(folder + ": movies.csv is missing beside events.tsv");
    other = Files.writeString(folder.resolve("events.pdf"), "1");
    assertThat(failure(other)).startsWith(other + ": neither a folder, a zip nor a ratings file");
    Files.writeString(folder.resolve("ratings.csv"), SmallRelease.RATINGS_CSV);
    assertThat(failure(folder)).contains("movies.csv is missing beside ratings.csv");
  }

  @Test
  void asksWhichOfSeveralReleasesIsMeant() {
    SmallRelease.write(folder.resolve("a"), SmallRelease.files(ReleaseFormat.CSV));
    SmallRelease.write(folder.resolve("b"), SmallRelease.files(ReleaseFormat.DAT));
    assertThat(failure(folder)).contains("holds several releases").contains("a, ").contains("b]");
  }

  private static String failure(Path path) {
    return catchThrowableOfType(DataException.class, () -> MovieLensReader.read(path)).getMessage();
  }
}
