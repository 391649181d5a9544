package movielens.experiment.data;

import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import movielens.experiment.files.DataException;
import movielens.experiment.files.WholeFile;

/**
 * Writes a release in the official csv format, row by row. The files get their names when they are
 * whole; until then they end in {@code .part}.
 */
public final class CsvReleaseWriter {
  private static final int LONGEST_LINE_BYTES = 64;

  private final Path folder;

  /**
   * A writer into a folder, which is created.
   *
   * @throws DataException when a release lies there already: it is never overwritten
   */
  public CsvReleaseWriter(Path folder) {
    this.folder = folder;
    ReleaseFormat csv = ReleaseFormat.CSV;
    for (String name : List.of(csv.ratingsFile(), csv.moviesFile())) {
      if (Files.exists(folder.resolve(name))) {
        throw new DataException(
            folder.resolve(name) + ": exists already; choose another --out or remove it");
      }
    }
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw failed(folder, e);
    }
  }

  /** Puts the rows of a ratings file out, one call each. */
  public interface RatingsSource {
    void writeTo(RatingsSink sink) throws IOException;
  }

  /** Writes movies.csv. */
  public void writeMovies(Iterable<MovieRow> movies) {
    write(
        ReleaseFormat.CSV.moviesFile(),
        out -> {
          Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
          writer.write(ReleaseFormat.MOVIES_HEADER + "\n");
          for (MovieRow movie : movies) {
            String genres = movie.genres().isEmpty() ? "(no genres listed)" : movie.genres();
            writer.write(
                movie.movieId() + "," + quoted(movie.title()) + "," + quoted(genres) + "\n");
          }
          writer.flush();
        });
  }

  /** Writes ratings.csv. */
  public void writeRatings(RatingsSource source) {
    write(
        ReleaseFormat.CSV.ratingsFile(),
        out -> {
          try (RatingsSink sink = new RatingsSink(out)) {
            source.writeTo(sink);
          }
        });
  }

  /** Writes a note beside the data. */
  public void writeText(String name, String text) {
    write(name, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  private void write(String name, WholeFile.Content content) {
    try {
      WholeFile.write(folder.resolve(name), content);
    } catch (IOException e) {
      throw failed(folder.resolve(name), e);
    }
  }

  private static DataException failed(Path path, IOException e) {
    return new DataException(path + ": cannot be written (" + e.getMessage() + ")", e);
  }

  private static String quoted(String field) {
    return field.contains(",") || field.contains("\"")
        ? '"' + field.replace("\"", "\"\"") + '"'
        : field;
  }

  /** Formats rows of ratings as bytes, without an object per row. */
  public static final class RatingsSink implements AutoCloseable {
    private final OutputStream out;
    private final byte[] line = new byte[LONGEST_LINE_BYTES];
    private final byte[] digits = new byte[10];
    private int length;

    private RatingsSink(OutputStream file) throws IOException {
      this.out = new BufferedOutputStream(file, 1 << 18);
      out.write((ReleaseFormat.RATINGS_HEADER + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    public void write(int userId, int movieId, float rating, int epochSecond) throws IOException {
      length = 0;
      append(userId);
      line[length++] = ',';
      append(movieId);
      line[length++] = ',';
      append(rating);
      line[length++] = ',';
      append(epochSecond);
      line[length++] = '\n';
      out.write(line, 0, length);
    }

    private void append(float rating) {
      int halves = Math.round(rating * 2);
      if (halves == rating * 2) {
        append(halves / 2);
        line[length++] = '.';
        line[length++] = (byte) (halves % 2 == 0 ? '0' : '5');
        return;
      }
      for (byte character : Float.toString(rating).getBytes(StandardCharsets.US_ASCII)) {
        line[length++] = character;
      }
    }

    private void append(int value) {
      int count = 0;
      int rest = value;
      do {
        digits[count++] = (byte) ('0' + rest % 10);
        rest /= 10;
      } while (rest > 0);
      while (count > 0) {
        line[length++] = digits[--count];
      }
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
