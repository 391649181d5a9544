package movielens.experiment.data.reading;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import movielens.experiment.data.MovieLens;
import movielens.experiment.data.ReleaseFormat;
import movielens.experiment.files.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files made to harm: each is one clear line, or harmless, in bounded time and memory. */
@Timeout(60)
final class HostileInputTest {
  private static final long MEBIBYTE = 1 << 20;

  @TempDir Path folder;

  /** The same byte over and over, without memory for it. */
  private static final class Repeated extends InputStream {
    private final int value;
    private long left;

    Repeated(char value, long count) {
      this.value = value;
      this.left = count;
    }

    @Override
    public int read() {
      return left-- > 0 ? value : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      int count = (int) Math.min(left, length);
      java.util.Arrays.fill(buffer, offset, offset + count, (byte) value);
      left -= count;
      return count == 0 && length > 0 ? -1 : count;
    }
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static DataFile starting(String text, char repeated, long count) {
    return new DataFile(
        "x.csv",
        0,
        () ->
            new SequenceInputStream(
                new ByteArrayInputStream(text.getBytes(UTF_8)), new Repeated(repeated, count)));
  }

  private static String failure(org.assertj.core.api.ThrowableAssert.ThrowingCallable reading) {
    String message = catchThrowableOfType(DataException.class, reading).getMessage();
    assertThat(message).doesNotContain("\n").hasSizeLessThan(500);
    return message;
  }

  @Test
  void linesOfAHundredMegabytes() {
    String ratings = ReleaseFormat.RATINGS_HEADER + "\n";
    assertThat(failure(() -> RatingsReader.read(starting(ratings, '7', 100 * MEBIBYTE), digest())))
        .isEqualTo(
            "x.csv:2: the line is longer than 64 KiB; this is not such a file, or it is"
                + " damaged");
    String movies = ReleaseFormat.MOVIES_HEADER + "\n1,";
    assertThat(failure(() -> movies(starting(movies, 'a', 100 * MEBIBYTE))))
        .startsWith("x.csv: larger than 64 MiB");
    assertThat(failure(() -> movies(starting(movies, 'a', 20 * MEBIBYTE))))
        .startsWith("x.csv:2: the line is longer than 64 KiB");
  }

  private static void movies(DataFile file) {
    MoviesReader.read(file, MovieFields.ML_100K_GENRES, digest());
  }

  @Test
  void tenMillionColumns() {
    assertThat(failure(() -> movies(starting("movieId", ',', 10_000_000))))
        .startsWith("x.csv:1: the line is longer than 64 KiB");
    assertThat(failure(() -> RatingsReader.read(starting("userId", ',', 10_000_000), digest())))
        .startsWith("x.csv:1: the line is longer than 64 KiB");
    assertThat(
            failure(
                () ->
                    RatingsReader.read(
                        starting(ReleaseFormat.RATINGS_HEADER + "\n1", ',', 10_000_000), digest())))
        .startsWith("x.csv:2: the line is longer than 64 KiB");
  }

  @Test
  void longValuesAreShownByTheirBeginning() {
    String id = "9".repeat(60_000);
    assertThat(
            failure(
                () ->
                    movies(
                        new DataFile(
                            "x.csv", 0, () -> text("movieId,title,genres\n" + id + ",A,B")))))
        .startsWith("x.csv:2: movie id '9999")
        .contains("…' is outside 0 to 2147483647");
  }

  private static InputStream text(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  @Test
  void manySmallEntriesShareOneBudget() throws IOException {
    GuardedInputStream.Budget budget = GuardedInputStream.budget("bomb.zip", 1000);
    try (InputStream first = new GuardedInputStream(new Repeated('0', 60 * MEBIBYTE), budget)) {
      first.transferTo(java.io.OutputStream.nullOutputStream());
    }
    InputStream second = new GuardedInputStream(new Repeated('0', 60 * MEBIBYTE), budget);
    assertThatThrownBy(() -> second.transferTo(java.io.OutputStream.nullOutputStream()))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("bomb.zip: decompresses to more than 100 MiB");
  }

  @Test
  void aGzipBombEndsAtItsGuard() throws IOException {
    Path ratings = folder.resolve("ratings.csv.gz");
    try (var gzip = new java.util.zip.GZIPOutputStream(Files.newOutputStream(ratings))) {
      gzip.write((ReleaseFormat.RATINGS_HEADER + "\n").getBytes(UTF_8));
      byte[] blank = "\n".repeat(1 << 20).getBytes(UTF_8);
      for (int i = 0; i < 150; i++) {
        gzip.write(blank);
      }
    }
    assertThat(Files.size(ratings)).isLessThan(MEBIBYTE);
    Files.writeString(folder.resolve("movies.csv"), SmallRelease.MOVIES_CSV);

    assertThat(failure(() -> MovieLensReader.read(folder)))
        .contains("ratings.csv.gz: decompresses to more than");
  }

  /** A link's content is the name that it points to, and that is all that is ever read. */
  @Test
  void aLinkInAnArchiveIsNotFollowed() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), SmallRelease.RATINGS_CSV);
    Map<String, byte[]> files = SmallRelease.files(ReleaseFormat.CSV);
    files.put("ratings.csv", secret.toString().getBytes(UTF_8));
    byte[] zip = SmallRelease.zip("ml-0/", files);
    markAsLink(zip);
    Path path = Files.write(folder.resolve("ml-0.zip"), zip);

    assertThat(failure(() -> MovieLensReader.read(path)))
        .contains("ratings.csv:1: the header is '" + secret);
    Path unpacked = folder.resolve("unpacked");
    ReleaseUnpacker.unpack(path, unpacked);
    assertThat(Files.isSymbolicLink(unpacked.resolve("ratings.csv"))).isFalse();
    assertThat(unpacked.resolve("ratings.csv")).hasContent(secret.toString());
  }

  /** Sets the Unix file type of the first entry of the central directory. */
  private static void markAsLink(byte[] zip) {
    int at = 0;
    while (zip[at] != 'P' || zip[at + 1] != 'K' || zip[at + 2] != 1 || zip[at + 3] != 2) {
      at++;
    }
    zip[at + 5] = 3; // made on Unix
    zip[at + 41] = (byte) 0xA1; // a link, rwxrwxrwx
    zip[at + 40] = (byte) 0xFF;
  }

  @Test
  void titlesCannotSteerATerminal() {
    String movies =
        "movieId,title,genres\n1,\u001b]0;owned\u0007\u001b[2JFilm\u009b1m,Dra\u0000ma\n";
    assertThat(failure(() -> movies(new DataFile("x.csv", 0, () -> text(movies)))))
        .contains("has a NUL byte");
    MovieLens release =
        MovieLensReader.read(
            SmallRelease.csv(
                folder.resolve("r"),
                SmallRelease.RATINGS_CSV,
                movies.replace("\u0000", "\u007f") + "20,B,War\n"));
    assertThat(release.movies().stringColumn("title").get(0)).isEqualTo(" ]0;owned  [2JFilm 1m");
    assertThat(release.movies().stringColumn("genres").get(0)).isEqualTo("Dra ma");
  }

  @Test
  void mixedEncodingsAreFoundByTheirLine() throws IOException {
    Map<String, byte[]> files = SmallRelease.files(ReleaseFormat.CSV);
    byte[] head = "movieId,title,genres\n1,Caf\u00e9,War\n".getBytes(UTF_8);
    byte[] tail = "20,Caf\u00e9,War\n".getBytes(ISO_8859_1);
    byte[] both = java.util.Arrays.copyOf(head, head.length + tail.length);
    System.arraycopy(tail, 0, both, head.length, tail.length);
    files.put("movies.csv", both);

    assertThat(failure(() -> MovieLensReader.read(SmallRelease.write(folder, files))))
        .endsWith("movies.csv:3: not UTF-8; save the file as UTF-8");
  }
}
