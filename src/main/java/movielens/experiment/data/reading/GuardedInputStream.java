package movielens.experiment.data.reading;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import movielens.experiment.files.DataException;

/** Decompressed data that refuses to grow without end: a guard against archives made to explode. */
final class GuardedInputStream extends FilterInputStream {
  private static final long MAX_BYTES = 8L << 30;
  private static final long HARMLESS_BYTES = 100L << 20;
  private static final long MAX_RATIO = 1000;

  private final Budget budget;

  /**
   * A guard around decompressed data.
   *
   * @param name what messages call the file
   * @param compressedBytes size of the file before decompression
   */
  GuardedInputStream(InputStream content, String name, long compressedBytes) {
    this(content, budget(name, compressedBytes));
  }

  /** A guard that shares its budget, so that many small entries cannot do what one may not. */
  GuardedInputStream(InputStream content, Budget budget) {
    super(content);
    this.budget = budget;
  }

  /** What a file, or all entries of an archive together, may decompress to. */
  static Budget budget(String name, long compressedBytes) {
    long ratio = MAX_RATIO * Math.min(compressedBytes, MAX_BYTES / MAX_RATIO);
    return new Budget(name, Math.max(HARMLESS_BYTES, ratio));
  }

  /** Bytes that may still come. */
  static final class Budget {
    private final String name;
    private final long limit;
    private long bytes;

    private Budget(String name, long limit) {
      this.name = name;
      this.limit = limit;
    }

    private void count(int read) {
      bytes += read;
      if (bytes > limit) {
        throw new DataException(
            name
                + ": decompresses to more than "
                + (limit >> 20)
                + " MiB, which no MovieLens release does; download it again from grouplens.org");
      }
    }
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    if (value >= 0) {
      budget.count(1);
    }
    return value;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    if (read > 0) {
      budget.count(read);
    }
    return read;
  }
}
