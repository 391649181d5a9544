package movielens.experiment.data.reading;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import movielens.experiment.files.DataException;

/**
 * One file of a release, wherever it lies: in a folder, in a zip, in the jar; gzipped or not.
 *
 * @param name what messages call it: a path, or {@code archive.zip!/folder/ratings.csv}
 * @param compressedBytes its size as stored, where it is compressed; 0 where it is not
 * @param opener opens the stored bytes
 */
record DataFile(String name, long compressedBytes, Opener opener) {

  /** Opens the stored bytes of a file. */
  interface Opener {
    InputStream open() throws IOException;
  }

  /** What a reader does with the content of a file. */
  interface Consumer<T> {
    T read(InputStream content) throws IOException;
  }

  /** Hands the content, uncompressed, to a reader. Every failure becomes one clear line. */
  <T> T read(Consumer<T> consumer) {
    try (InputStream content = open()) {
      return consumer.read(content);
    } catch (EOFException e) {
      throw new DataException(
          name + ": the compressed data ends too early, the file is truncated; download it again",
          e);
    } catch (ZipException e) {
      throw new DataException(
          name + ": the compressed data is damaged (" + e.getMessage() + "); download it again", e);
    } catch (IOException e) {
      throw new DataException(name + ": cannot be read (" + e.getMessage() + ")", e);
    }
  }

  private InputStream open() throws IOException {
    InputStream stored = opener.open();
    if (!name.endsWith(".gz")) {
      return compressedBytes > 0 ? guarded(stored) : stored;
    }
    try {
      return guarded(new GZIPInputStream(stored, 1 << 16));
    } catch (IOException e) {
      stored.close();
      throw e;
    }
  }

  private InputStream guarded(InputStream content) {
    return new GuardedInputStream(content, name, compressedBytes);
  }
}
