package movielens.experiment.data.reading;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import movielens.experiment.files.DataException;

/**
 * Reads ratings in the form of the official releases, fast. The calling thread reads, decompresses
 * and digests blocks of whole lines; other threads parse them; the results are taken in the order
 * of the file.
 */
final class RatingsBlocks {
  static final int BLOCK_BYTES = 1 << 20;

  private static final int MAX_PARSERS = 4;

  private final String file;
  private final RatingsBlockParser parser;
  private final ArrayDeque<Future<RatingsBlock>> pending = new ArrayDeque<>();
  private final Queue<byte[]> freeBlocks = new ConcurrentLinkedQueue<>();
  private final List<RatingsBlock> blocks = new ArrayList<>();
  private boolean refused;

  RatingsBlocks(String file, String separator, int latestEpochSecond) {
    this.file = file;
    this.parser = new RatingsBlockParser(separator, latestEpochSecond);
  }

  /**
   * All rows of a file, in its order.
   *
   * @param first the first block, {@link #BLOCK_BYTES} long unless it is all there is
   * @param from where its first row begins
   * @param rest what follows it
   * @return empty when a line is not of that form, or there is none
   */
  Optional<List<RatingsBlock>> read(byte[] first, int from, InputStream rest) throws IOException {
    // As many as cores: the reading thread mostly waits for them
    int parsers = Math.min(MAX_PARSERS, Runtime.getRuntime().availableProcessors());
    ExecutorService executor = Executors.newFixedThreadPool(parsers, RatingsBlocks::daemon);
    try {
      readBlocks(first, from, rest, executor, 2 * parsers);
    } finally {
      executor.shutdownNow();
    }
    boolean read = !refused && blocks.stream().anyMatch(block -> block.rows > 0);
    return read ? Optional.of(blocks) : Optional.empty();
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "ratings-parser");
    thread.setDaemon(true);
    return thread;
  }

  private void readBlocks(
      byte[] first, int firstRow, InputStream rest, ExecutorService executor, int maxPending)
      throws IOException {
    byte[] bytes = first;
    int length = first.length;
    int from = firstRow;
    for (boolean last = false; !last && !refused; ) {
      byte[] block = bytes;
      int start = from;
      last = length < BLOCK_BYTES;
      int to = last ? length : wholeLines(block, length);
      bytes = freeBlock();
      int carried = length - to;
      System.arraycopy(block, to, bytes, 0, carried);
      pending.add(executor.submit(() -> parse(block, start, to)));
      if (pending.size() > maxPending) {
        takeOldest();
      }
      if (!last) {
        length = carried + rest.readNBytes(bytes, carried, BLOCK_BYTES - carried);
        from = 0;
      }
    }
    while (!pending.isEmpty() && !refused) {
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
    return free != null && free.length == BLOCK_BYTES ? free : new byte[BLOCK_BYTES];
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
    try {
      RatingsBlock block = pending.remove().get();
      refused = block.refused;
      blocks.add(block);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DataException(file + ": reading was interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("parsing " + file, e.getCause());
    }
  }
}
