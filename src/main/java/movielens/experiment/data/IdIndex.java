package movielens.experiment.data;

import java.util.Arrays;

/** Distinct positive ids, ascending, and the rank of each: an open-addressing hash table. */
final class IdIndex {
  private int[] slots = new int[1 << 10];
  private int[] ranks = new int[0];
  private int size;
  private int[] ids = new int[0];

  private IdIndex() {}

  /** An index of the distinct values of columns of positive ids. */
  static IdIndex of(int[]... columns) {
    IdIndex index = new IdIndex();
    for (int[] column : columns) {
      index.addAll(column);
    }
    index.rank();
    return index;
  }

  /** The distinct ids, ascending. Not a copy. */
  int[] ids() {
    return ids;
  }

  /** Position of an id among the ascending ids, or -1. */
  int rank(int id) {
    int slot = slotOf(id);
    return slots[slot] == id ? ranks[slot] : -1;
  }

  private void addAll(int[] column) {
    int previous = 0;
    for (int id : column) {
      if (id != previous) {
        add(id);
        previous = id;
      }
    }
  }

  private void add(int id) {
    int slot = slotOf(id);
    if (slots[slot] == 0) {
      slots[slot] = id;
      if (++size * 2 > slots.length) {
        grow();
      }
    }
  }

  private void grow() {
    int[] old = slots;
    slots = new int[old.length * 2];
    for (int id : old) {
      if (id != 0) {
        slots[slotOf(id)] = id;
      }
    }
  }

  private void rank() {
    ids = Arrays.stream(slots).filter(id -> id != 0).sorted().toArray();
    ranks = new int[slots.length];
    for (int rank = 0; rank < ids.length; rank++) {
      ranks[slotOf(ids[rank])] = rank;
    }
  }

  /** Where an id stands, or the free slot where it would. */
  private int slotOf(int id) {
    int mask = slots.length - 1;
    int slot = ((id * 0x9E3779B9) >>> 7) & mask;
    while (slots[slot] != 0 && slots[slot] != id) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}
