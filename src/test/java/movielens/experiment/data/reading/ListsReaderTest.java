package movielens.experiment.data.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import movielens.experiment.files.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists in files, whatever these are called. */
class ListsReaderTest {
  private static final String LISTS = "userId,movieId,rank\n3,7,1\n3,9,2\n";

  @TempDir private Path folder;

  private static byte[] gzipped(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private ListsReader.Read read(String name, byte[] content, List<Integer> movies)
      throws IOException {
    Path file = Files.write(folder.resolve(name), content);
    return ListsReader.read(
        file,
        new ListRows() {
          @Override
          public void begin(boolean scores, boolean ranks) {
            assertThat(scores).isFalse();
            assertThat(ranks).isTrue();
          }

          @Override
          public void accept(ListRow row) {
            movies.add(row.movieId());
          }
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"lists.csv", "lists.csv.gz", "lists"})
  void compressedContentIsKnownByItself(String name) throws IOException {
    List<Integer> movies = new ArrayList<>();
    ListsReader.Read read = read(name, gzipped(LISTS), movies);

    assertThat(movies).containsExactly(7, 9);
    assertThat(read)
        .isEqualTo(read("plain.csv", LISTS.getBytes(StandardCharsets.UTF_8), new ArrayList<>()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"lists.csv", "lists.csv.gz"})
  void anEmptyFileIsCalledThat(String name) {
    assertThatThrownBy(() -> read(name, new byte[0], new ArrayList<>()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(name + ": the file is empty; it needs a header");
    assertThatThrownBy(() -> read(name, gzipped(""), new ArrayList<>()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(name + ": the file is empty; it needs a header");
  }

  @Test
  void whatIsNotCompressedInSpiteOfItsNameIsRefused() {
    assertThatThrownBy(
            () -> read("lists.csv.gz", LISTS.getBytes(StandardCharsets.UTF_8), new ArrayList<>()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("the compressed data is damaged");
  }

  @Test
  void aCompressedFileThatEndsTooEarlyIsRefused() throws IOException {
    byte[] whole = gzipped(LISTS);
    assertThatThrownBy(
            () -> read("lists.csv", Arrays.copyOf(whole, whole.length - 12), new ArrayList<>()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("truncated");
  }
}
