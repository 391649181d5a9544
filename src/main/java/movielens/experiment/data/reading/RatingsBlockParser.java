package movielens.experiment.data.reading;

import movielens.experiment.data.MovieLens;

/**
 * Parses whole lines of ratings from bytes into columns, without an object per line. Blocks of one
 * file can be parsed on any thread in any order. It reads the form of the official releases and
 * refuses all else, which {@link RatingsTable} reads or explains.
 */
final class RatingsBlockParser {
  private static final long REFUSED = -1;
  private static final int MAX_DIGITS = 10;
  private static final int INITIAL_ROWS = 1 << 12;
  private static final double[] POWERS_OF_TEN = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};

  private final byte separator;
  private final int separatorBytes;
  private final int latestEpochSecond;
  private final ThreadLocal<RatingsBlock> scratch =
      ThreadLocal.withInitial(() -> new RatingsBlock(INITIAL_ROWS));

  /**
   * A parser for one file.
   *
   * @param separator what stands between two fields: one character, or one twice
   * @param latestEpochSecond timestamps after this one are refused
   */
  RatingsBlockParser(String separator, int latestEpochSecond) {
    this.separator = (byte) separator.charAt(0);
    this.separatorBytes = separator.length();
    this.latestEpochSecond = latestEpochSecond;
  }

  /** Parses the lines in {@code from ≤ p < to}; stops at the first line that it refuses. */
  RatingsBlock parse(byte[] bytes, int from, int to) {
    RatingsBlock block = scratch.get();
    block.clear();
    int position = from;
    while (position < to) {
      int next = parseLine(bytes, position, to, block);
      if (next < 0) {
        block.refused = true;
        break;
      }
      position = next;
    }
    return block.copy();
  }

  /** The position after the line, or a negative number when the line is refused. */
  private int parseLine(byte[] bytes, int from, int to, RatingsBlock block) {
    int afterBlank = afterLineEnd(bytes, from, to);
    if (afterBlank >= 0) {
      return afterBlank;
    }
    long user = integer(bytes, from, to);
    int position = afterSeparator(bytes, user, to);
    if (position < 0) {
      return -1;
    }
    long movie = integer(bytes, position, to);
    position = afterSeparator(bytes, movie, to);
    if (position < 0) {
      return -1;
    }
    long rating = decimal(bytes, position, to);
    position = afterSeparator(bytes, rating, to);
    if (position < 0) {
      return -1;
    }
    long time = integer(bytes, position, to);
    int next = time < 0 ? -1 : afterLineEnd(bytes, (int) time, to);
    if (next < 0 || value(time) > latestEpochSecond) {
      return -1;
    }
    block.add(value(user), value(movie), Float.intBitsToFloat(value(rating)), value(time));
    return next;
  }

  private static int value(long parsed) {
    return (int) (parsed >>> 32);
  }

  /** Where the next field starts, when a separator follows what was parsed. */
  private int afterSeparator(byte[] bytes, long parsed, int to) {
    int position = (int) parsed;
    if (parsed < 0 || position + separatorBytes > to || bytes[position] != separator) {
      return -1;
    }
    if (separatorBytes == 2 && bytes[position + 1] != separator) {
      return -1;
    }
    return position + separatorBytes;
  }

  /** Where the next line starts, when this one ends here: LF, CR LF, or the end of the file. */
  private static int afterLineEnd(byte[] bytes, int position, int to) {
    if (position == to) {
      return to;
    }
    if (bytes[position] == '\n') {
      return position + 1;
    }
    if (bytes[position] != '\r') {
      return -1;
    }
    if (position + 1 == to) {
      return to;
    }
    return bytes[position + 1] == '\n' ? position + 2 : -1;
  }

  /** A non-negative int in the upper half of a long, the position after it in the lower half. */
  private static long integer(byte[] bytes, int from, int to) {
    int last = Math.min(to, from + MAX_DIGITS + 1);
    int position = from;
    long value = 0;
    while (position < last) {
      int digit = bytes[position] - '0';
      if (digit < 0 || digit > 9) {
        break;
      }
      value = value * 10 + digit;
      position++;
    }
    if (position == from || position - from > MAX_DIGITS || value > Integer.MAX_VALUE) {
      return REFUSED;
    }
    return value << 32 | position;
  }

  /** The bits of a non-negative float in the upper half, the position after it in the lower. */
  private static long decimal(byte[] bytes, int from, int to) {
    long whole = integer(bytes, from, to);
    int position = (int) whole;
    if (whole < 0 || value(whole) > MovieLens.MAX_RATING) {
      return REFUSED;
    }
    if (position == to || bytes[position] != '.') {
      return (long) Float.floatToRawIntBits(value(whole)) << 32 | position;
    }
    long fraction = integer(bytes, position + 1, to);
    int digits = (int) fraction - position - 1;
    if (fraction < 0 || digits >= POWERS_OF_TEN.length) {
      return REFUSED;
    }
    double scale = POWERS_OF_TEN[digits];
    float rating = (float) ((value(whole) * scale + value(fraction)) / scale);
    return (long) Float.floatToRawIntBits(rating) << 32 | (int) fraction;
  }
}
