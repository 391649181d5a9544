package movielens.experiment.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import movielens.experiment.files.DataException;

/**
 * Reads a ratings file. The calling thread reads, decompresses and digests blocks of whole lines;
 * other threads parse them; the results are taken in the order of the file.
 */
final class RatingsReader {
  private static final int BLOCK_BYTES = 1 << 20;
  private static final int MAX_PARSERS = 4;
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  /** So that a machine whose clock is wrong still reads every release. */
  private static final Instant EARLIEST_NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final DataFile file;
  private final ReleaseFormat format;
  private final RatingsBlockParser parser;
  private final ArrayDeque<Future<RatingsBlock>> pending = new ArrayDeque<>();
  private final Queue<byte[]> freeBlocks = new ConcurrentLinkedQueue<>();
  private final List<RatingsBlock> blocks = new ArrayList<>();
  private long lines;

  private RatingsReader(DataFile file, ReleaseFormat format) {
    this.file = file;
    this.format = format;
    this.parser = new RatingsBlockParser(format, latestEpochSecond());
  }

  /** Timestamps more than 366 days after the present are refused. */
  static int latestEpochSecond() {
    Instant now = Instant.now();
    Instant latest = (now.isAfter(EARLIEST_NOW) ? now : EARLIEST_NOW).plus(366, ChronoUnit.DAYS);
    return (int) Math.min(Integer.MAX_VALUE, latest.getEpochSecond());
  }

  /**
   * All rows of a file, in its order.
   *
   * @param digest is updated with the uncompressed content
   * @throws DataException with {@code file:line} at the first line that is refused
   */
  static List<RatingsBlock> read(DataFile file, ReleaseFormat format, MessageDigest digest) {
    return file.read(
        content -> new RatingsReader(file, format).readAll(new DigestInputStream(content, digest)));
  }

  private List<RatingsBlock> readAll(InputStream content) throws IOException {
    // As many as cores: the reading thread mostly waits for them
    int parsers = Math.min(MAX_PARSERS, Runtime.getRuntime().availableProcessors());
    ExecutorService executor = Executors.newFixedThreadPool(parsers, RatingsReader::daemon);
    try {
      readBlocks(content, executor, 2 * parsers);
    } finally {
      executor.shutdownNow();
    }
    if (blocks.stream().allMatch(block -> block.rows == 0)) {
      throw complaint(Math.max(1, lines), "the file holds no ratings; download it again");
    }
    return blocks;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "ratings-parser");
    thread.setDaemon(true);
    return thread;
  }

  private void readBlocks(InputStream content, ExecutorService executor, int maxPending)
      throws IOException {
    byte[] bytes = new byte[BLOCK_BYTES];
    int carried = 0;
    boolean first = true;
    for (boolean last = false; !last; ) {
      byte[] block = bytes;
      int length = carried + content.readNBytes(block, carried, block.length - carried);
      last = length < block.length;
      int from = first ? afterHeader(block, length) : 0;
      first = false;
      int to = last ? length : wholeLines(block, length);
      bytes = freeBlock();
      carried = length - to;
      System.arraycopy(block, to, bytes, 0, carried);
      pending.add(executor.submit(() -> parse(block, from, to)));
      if (pending.size() > maxPending) {
        takeOldest();
      }
    }
    while (!pending.isEmpty()) {
      takeOldest();
    }
  }

  private RatingsBlock parse(byte[] block, int from, int to) {
    RatingsBlock rows = parser.parse(block, from, to);
    freeBlocks.add(block);
    return rows;
  }

  /** Blocks are used again, so that the heap does not fill with them. */
  private byte[] freeBlock() {
    byte[] free = freeBlocks.poll();
    return free != null ? free : new byte[BLOCK_BYTES];
  }

  /** The end of the last whole line; of everything, when a line fills the block. */
  private static int wholeLines(byte[] bytes, int length) {
    for (int p = length - 1; p >= 0; p--) {
      if (bytes[p] == '\n') {
        return p + 1;
      }
    }
    return length;
  }

  private void takeOldest() {
    RatingsBlock block;
    try {
      block = pending.remove().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DataException(file.name() + ": reading was interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("parsing " + file.name(), e.getCause());
    }
    lines += block.lines;
    if (block.complaint != null) {
      throw complaint(lines, block.complaint);
    }
    blocks.add(block);
  }

  private int afterHeader(byte[] bytes, int length) {
    if (length == 0) {
      throw complaint(1, "the file is empty; download it again");
    }
    if (format != ReleaseFormat.CSV) {
      return 0;
    }
    int from = startsWithByteOrderMark(bytes, length) ? BYTE_ORDER_MARK.length : 0;
    int end = from;
    while (end < length && bytes[end] != '\n') {
      end++;
    }
    int shown = Math.min(end - from, 200);
    String header = new String(bytes, from, shown, StandardCharsets.UTF_8).stripTrailing();
    CsvHeader.check(file.name(), header, ReleaseFormat.RATINGS_HEADER);
    lines = 1;
    return Math.min(end + 1, length);
  }

  private static boolean startsWithByteOrderMark(byte[] bytes, int length) {
    return length >= 3 && Arrays.equals(bytes, 0, 3, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
  }

  private DataException complaint(long line, String what) {
    return new DataException(file.name() + ":" + line + ": " + what);
  }
}
