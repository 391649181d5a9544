package movielens.experiment.data;

import java.util.Arrays;

/**
 * Sorts events by time, stably and in linear time: by insertion where they are few, else by the
 * bytes of the time, lowest first. Reuses its memory; not for several threads.
 */
final class TimeSort {
  private static final int FEW = 32;
  private static final int DIGITS = Integer.BYTES;
  private static final int VALUES = 256;

  private final int[][] counts = new int[DIGITS][VALUES];

  /** Events as time in the upper half of a long and item in the lower half. */
  private long[] events = new long[0];

  private long[] target = new long[0];

  /**
   * Sorts the events at {@code from ≤ p < to} by (time, present position).
   *
   * @param items not negative
   * @param epochSeconds not negative
   */
  void sort(int[] items, int[] epochSeconds, int from, int to) {
    if (isAscending(epochSeconds, from, to)) {
      return;
    }
    if (to - from <= FEW) {
      insert(items, epochSeconds, from, to);
    } else {
      distribute(items, epochSeconds, from, to);
    }
  }

  private static boolean isAscending(int[] values, int from, int to) {
    for (int p = from + 1; p < to; p++) {
      if (values[p - 1] > values[p]) {
        return false;
      }
    }
    return true;
  }

  private static void insert(int[] items, int[] epochSeconds, int from, int to) {
    for (int p = from + 1; p < to; p++) {
      int time = epochSeconds[p];
      int item = items[p];
      int hole = p;
      while (hole > from && epochSeconds[hole - 1] > time) {
        epochSeconds[hole] = epochSeconds[hole - 1];
        items[hole] = items[hole - 1];
        hole--;
      }
      epochSeconds[hole] = time;
      items[hole] = item;
    }
  }

  private void distribute(int[] items, int[] epochSeconds, int from, int to) {
    int size = to - from;
    if (events.length < size) {
      events = new long[Math.max(size, 2 * events.length)];
      target = new long[events.length];
    }
    for (int[] digit : counts) {
      Arrays.fill(digit, 0);
    }
    for (int i = 0; i < size; i++) {
      int time = epochSeconds[from + i];
      events[i] = (long) time << Integer.SIZE | items[from + i];
      counts[0][time & 0xff]++;
      counts[1][time >>> 8 & 0xff]++;
      counts[2][time >>> 16 & 0xff]++;
      counts[3][time >>> 24]++;
    }
    for (int digit = 0; digit < DIGITS; digit++) {
      distribute(size, Integer.SIZE + Byte.SIZE * digit, counts[digit]);
    }
    for (int i = 0; i < size; i++) {
      epochSeconds[from + i] = (int) (events[i] >>> Integer.SIZE);
      items[from + i] = (int) events[i];
    }
  }

  /** Sorts stably by one byte; nothing happens where all have the same. */
  private void distribute(int size, int shift, int[] next) {
    if (next[(int) (events[0] >>> shift) & 0xff] == size) {
      return;
    }
    int start = 0;
    for (int value = 0; value < VALUES; value++) {
      int count = next[value];
      next[value] = start;
      start += count;
    }
    for (int i = 0; i < size; i++) {
      long event = events[i];
      target[next[(int) (event >>> shift) & 0xff]++] = event;
    }
    long[] sorted = target;
    target = events;
    events = sorted;
  }
}
