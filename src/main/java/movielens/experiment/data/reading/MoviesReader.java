package movielens.experiment.data.reading;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
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
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import movielens.experiment.data.MovieRow;
import movielens.experiment.files.DataException;

/** Reads a movies file of any release, whole: the largest has some 90,000 lines. */
final class MoviesReader {
  private static final int MAX_BYTES = 64 << 20;
  private static final Pattern LATIN_1 =
      Pattern.compile("(?i)(\\.dat|\\bu\\.(item|genre))(\\.gz)?$");
  private static final Pattern FLAGGED = Pattern.compile("(?i)\\bu\\.item(\\.gz)?$");

  private final String file;
  private final List<MovieRow> movies = new ArrayList<>();
  private final Map<Integer, Long> lineOfMovie = new HashMap<>();
  private Optional<String> words = Optional.empty();

  private MoviesReader(String file) {
    this.file = file;
  }

  /**
   * All movies of a file, in its order.
   *
   * @param genreColumns names of the flag columns of {@code u.item}
   * @param digest is updated with the uncompressed content
   * @throws DataException with {@code file:line} at the first line that is refused
   */
  static MoviesFile read(DataFile file, List<String> genreColumns, MessageDigest digest) {
    byte[] content = file.read(stream -> content(file, stream));
    digest.update(content);
    MoviesReader reader = new MoviesReader(file.name());
    String text = decoded(file.name(), content);
    if (text.isEmpty()) {
      throw new DataException(file.name() + ":1: the file is empty; download it again");
    }
    if (flagged(file.name(), text)) {
      reader.readFlagged(text, genreColumns);
    } else {
      reader.readTable(text);
    }
    return new MoviesFile(reader.movies, reader.words);
  }

  /** The text of a small file, in its encoding. */
  static String text(DataFile file) {
    return decoded(file.name(), file.read(stream -> content(file, stream)));
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
  private static String decoded(String file, byte[] content) {
    CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer bytes = ByteBuffer.wrap(content);
    try {
      bytes.position(ByteOrderMark.length(content));
    } catch (IllegalArgumentException e) {
      throw new DataException(file + ":1: " + e.getMessage(), e);
    }
    CharBuffer characters = CharBuffer.allocate(content.length);
    CoderResult result = utf8.decode(bytes, characters, true);
    if (!result.isError()) {
      return characters.flip().toString();
    }
    if (!LATIN_1.matcher(file).find()) {
      int line = 1;
      for (int p = 0; p < bytes.position(); p++) {
        line += content[p] == '\n' ? 1 : 0;
      }
      throw new DataException(file + ":" + line + ": not UTF-8; save the file as UTF-8");
    }
    return new String(content, StandardCharsets.ISO_8859_1);
  }

  /**
   * Whether each line has a flag for each genre: so it is in {@code u.item} unless a header says.
   */
  private static boolean flagged(String file, String text) {
    return FLAGGED.matcher(file).find()
        && !ColumnMatch.of(List.of(firstLine(text).split("[|\t,;]", -1)), Column.OF_MOVIES)
            .complete();
  }

  private static String firstLine(String text) {
    int end = text.indexOf('\n');
    String line = end < 0 ? text : text.substring(0, end);
    return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
  }

  private void readFlagged(String text, List<String> genreColumns) {
    Records records = new Records(file, new StringReader(text), "|", false);
    readRows(records, fields -> MovieFields.flaggedRow(fields, genreColumns));
  }

  private void readTable(String text) {
    TableForm form;
    try {
      form =
          TableForm.of(
              file,
              firstLine(text),
              Column.OF_MOVIES,
              fields -> RatingFields.idComplaint("", fields.get(0).strip()) == null);
    } catch (IllegalArgumentException e) {
      throw new DataException(file + ":1: " + e.getMessage(), e);
    }
    words = form.words();
    Records records = new Records(file, new StringReader(text), form.separator(), form.quotes());
    if (!form.header().isEmpty()) {
      next(records);
    }
    readRows(records, new MovieFields(form)::row);
  }

  private void readRows(Records records, Function<List<String>, MovieRow> parser) {
    long line = 1;
    for (CsvRecord row = next(records); row != null; row = next(records)) {
      line = row.getStartingLineNumber();
      MovieRow movie;
      try {
        movie = parser.apply(row.getFields());
      } catch (IllegalArgumentException e) {
        throw new DataException(file + ":" + line + ": " + e.getMessage(), e);
      }
      Long earlier = lineOfMovie.putIfAbsent(movie.movieId(), line);
      if (earlier != null) {
        throw records.complaint(
            line,
            "movie id "
                + movie.movieId()
                + " stands already in line "
                + earlier
                + "; remove one of the two lines");
      }
      movies.add(movie);
    }
    if (movies.isEmpty()) {
      throw records.complaint(line, "the file holds no movies; download it again");
    }
  }

  private static CsvRecord next(Records records) {
    try {
      return records.next();
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory", e);
    }
  }
}
