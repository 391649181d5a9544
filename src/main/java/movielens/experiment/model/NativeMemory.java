package movielens.experiment.model;

import com.sun.jna.Function;
import com.sun.jna.Platform;

/**
 * Makes the C library keep the memory that tensors free. By default glibc maps each large block
 * anew and gives it back at once, so that every step faults its pages in again; on virtual machines
 * that return free pages to their host, that made training several times slower than the
 * arithmetic. The price: memory that was used once stays with the process.
 */
public final class NativeMemory {
  private static final int M_TRIM_THRESHOLD = -1;
  private static final int M_TOP_PAD = -2;
  private static final int M_MMAP_MAX = -4;
  private static final int M_ARENA_MAX = -8;
  private static final int TOP_PAD_BYTES = 256 << 20;

  private NativeMemory() {}

  /**
   * Asks for it where the C library understands; elsewhere nothing happens. Call before the engine
   * starts.
   */
  public static void keepFreedBlocks() {
    if (!Platform.isLinux()) {
      return;
    }
    try {
      Function mallopt = Function.getFunction("c", "mallopt");
      mallopt.invokeInt(new Object[] {M_ARENA_MAX, 1});
      mallopt.invokeInt(new Object[] {M_MMAP_MAX, 0});
      mallopt.invokeInt(new Object[] {M_TRIM_THRESHOLD, -1});
      mallopt.invokeInt(new Object[] {M_TOP_PAD, TOP_PAD_BYTES});
    } catch (UnsatisfiedLinkError e) {
      // Another C library than glibc: its own policy stands.
    }
  }
}
