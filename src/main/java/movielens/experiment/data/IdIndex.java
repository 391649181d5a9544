package movielens.experiment.data;

import java.util.Arrays;
import tech.tablesaw.api.IntColumn;

/**
 * Distinct ids from 0, ascending, and the rank of each: a bitmap in pages, with the number of ids
 * before each word of it. The ids of a release lie close together, so that all of it stays in the
 * processor's nearest cache; ids far apart cost 12 KB for each page that one of them is on.
 */
public final class IdIndex {
  private static final int PAGE_BITS = 16;
  private static final int WORDS_PER_PAGE = 1 << (PAGE_BITS - 6);

  /** Pages of bits, null where no id is on a page. */
  private long[][] pages = new long[4][];

  /** For each word of a page, the number of ids below it. */
  private int[][] idsBefore = new int[0][];

  private int[] ids = new int[0];

  private IdIndex() {}

  /** An index of the distinct values of a column of ids, none negative. */
  public static IdIndex of(int[] column) {
    IdIndex index = new IdIndex();
    for (int id : column) {
      index.add(id);
    }
    index.rank();
    return index;
  }

  /** An index of the distinct values of a column of ids, none negative. */
  public static IdIndex of(IntColumn column) {
    IdIndex index = new IdIndex();
    int rows = column.size();
    int previous = -1;
    for (int row = 0; row < rows; row++) {
      int id = column.getInt(row);
      if (id != previous) {
        index.add(id);
        previous = id;
      }
    }
    index.rank();
    return index;
  }

  /** The distinct ids, ascending. Not a copy. */
  public int[] ids() {
    return ids;
  }

  /** Position of an id among the ascending ids, or -1. */
  public int rank(int id) {
    int page = id >>> PAGE_BITS;
    if (page >= pages.length || pages[page] == null) {
      return -1;
    }
    int word = word(id);
    long bits = pages[page][word];
    long bit = 1L << id;
    return (bits & bit) == 0 ? -1 : idsBefore[page][word] + Long.bitCount(bits & (bit - 1));
  }

  private static int word(int id) {
    return (id >>> 6) & (WORDS_PER_PAGE - 1);
  }

  private void add(int id) {
    int page = id >>> PAGE_BITS;
    if (page >= pages.length) {
      pages = Arrays.copyOf(pages, Math.max(page + 1, 2 * pages.length));
    }
    if (pages[page] == null) {
      pages[page] = new long[WORDS_PER_PAGE];
    }
    pages[page][word(id)] |= 1L << id;
  }

  private void rank() {
    idsBefore = new int[pages.length][];
    int count = 0;
    for (int page = 0; page < pages.length; page++) {
      if (pages[page] != null) {
        idsBefore[page] = new int[WORDS_PER_PAGE];
        for (int word = 0; word < WORDS_PER_PAGE; word++) {
          idsBefore[page][word] = count;
          count += Long.bitCount(pages[page][word]);
        }
      }
    }
    ids = new int[count];
    int rank = 0;
    for (int page = 0; page < pages.length; page++) {
      for (int word = 0; pages[page] != null && word < WORDS_PER_PAGE; word++) {
        for (long rest = pages[page][word]; rest != 0; rest &= rest - 1) {
          ids[rank++] = page << PAGE_BITS | word << 6 | Long.numberOfTrailingZeros(rest);
        }
      }
    }
  }
}
