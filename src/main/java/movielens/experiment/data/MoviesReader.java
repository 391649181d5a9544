package movielens.experiment.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import movielens.experiment.files.DataException;

/** Reads a movies file of any release, whole: the largest has some 90,000 lines. */
final class MoviesReader {
  private static final int MAX_BYTES = 64 << 20;

  private final String file;
  private final ReleaseFormat format;
  private final MovieLineParser parser;
  private final List<MovieRow> movies = new ArrayList<>();
  private final Map<Integer, Integer> lineOfMovie = new HashMap<>();

  private MoviesReader(String file, ReleaseFormat format, List<String> genreColumns) {
    this.file = file;
    this.format = format;
    this.parser = new MovieLineParser(format, genreColumns);
  }

  /**
   * All movies of a file, in its order.
   *
   * @param genreColumns names of the flag columns of {@code u.item}
   * @param digest is updated with the uncompressed content
   * @throws DataException with {@code file:line} at the first line that is refused
   */
  static List<MovieRow> read(
      DataFile file, ReleaseFormat format, List<String> genreColumns, MessageDigest digest) {
    byte[] content = file.read(stream -> content(file, stream));
    digest.update(content);
    MoviesReader reader = new MoviesReader(file.name(), format, genreColumns);
    reader.readLines(decoded(file.name(), format, content));
    return reader.movies;
  }

  /** The text of a small file, in its encoding. */
  static String text(DataFile file, ReleaseFormat format) {
    return decoded(file.name(), format, file.read(stream -> content(file, stream)));
  }

  private static byte[] content(DataFile file, InputStream stream) throws IOException {
    byte[] content = stream.readNBytes(MAX_BYTES + 1);
    if (content.length > MAX_BYTES) {
      throw new DataException(
          file.name() + ": larger than 64 MiB, this is not a movies file; download it again");
    }
    return content;
  }

  /** UTF-8 where it is; the releases before csv were latin-1. */
  private static String decoded(String file, ReleaseFormat format, byte[] content) {
    CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer bytes = ByteBuffer.wrap(content);
    CharBuffer characters = CharBuffer.allocate(content.length);
    CoderResult result = utf8.decode(bytes, characters, true);
    if (!result.isError()) {
      String text = characters.flip().toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
    if (format != ReleaseFormat.CSV) {
      return new String(content, StandardCharsets.ISO_8859_1);
    }
    int line = 1;
    for (int p = 0; p < bytes.position(); p++) {
      line += content[p] == '\n' ? 1 : 0;
    }
    throw new DataException(file + ":" + line + ": not UTF-8; save the file as UTF-8");
  }

  private void readLines(String text) {
    if (text.isEmpty()) {
      throw new DataException(file + ":1: the file is empty; download it again");
    }
    int line = 0;
    for (int from = 0; from < text.length(); ) {
      line++;
      int end = text.indexOf('\n', from);
      String content = text.substring(from, end < 0 ? text.length() : end);
      from = end < 0 ? text.length() : end + 1;
      if (content.endsWith("\r")) {
        content = content.substring(0, content.length() - 1);
      }
      if (line == 1 && format == ReleaseFormat.CSV) {
        CsvHeader.check(file, content, ReleaseFormat.MOVIES_HEADER);
      } else if (!content.isEmpty()) {
        add(content, line);
      }
    }
    if (movies.isEmpty()) {
      throw new DataException(file + ":" + line + ": the file holds no movies; download it again");
    }
  }

  private void add(String content, int line) {
    MovieRow movie;
    try {
      movie = parser.parse(content);
    } catch (IllegalArgumentException e) {
      throw new DataException(file + ":" + line + ": " + e.getMessage(), e);
    }
    Integer earlier = lineOfMovie.putIfAbsent(movie.movieId(), line);
    if (earlier != null) {
      throw new DataException(
          file
              + ":"
              + line
              + ": movie id "
              + movie.movieId()
              + " stands already in line "
              + earlier
              + "; remove one of the two lines");
    }
    movies.add(movie);
  }
}
