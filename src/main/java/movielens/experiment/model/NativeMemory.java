package movielens.experiment.model;

import ai.djl.engine.EngineException;
import com.sun.jna.Function;
import com.sun.jna.Platform;
import com.sun.jna.Structure;
import java.util.OptionalLong;
import java.util.regex.Pattern;

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

  /**
   * What the engine says when an allocation fails: on the CPU of Linux and macOS, of Windows, on a
   * GPU, in its libraries, and in C++. Other messages speak of memory too, such as that of an
   * illegal access.
   */
  private static final Pattern EXHAUSTED =
      Pattern.compile(
          "can't allocate memory|not enough memory|cannot allocate memory|out of memory"
              + "|CU(BLAS|DNN|SOLVER|SPARSE)_STATUS_ALLOC_FAILED|std::bad_alloc",
          Pattern.CASE_INSENSITIVE);

  private NativeMemory() {}

  /** Whether an error of the engine says that memory ran out, of the machine or of the GPU. */
  public static boolean exhausted(EngineException e) {
    return e.getMessage() != null && EXHAUSTED.matcher(e.getMessage()).find();
  }

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

  /**
   * Bytes that the process has allocated from the C library and not freed: tensors, and what the
   * engine and Java need beside them. Unlike the resident set it does not tell of freed blocks.
   * Empty where the C library does not say.
   */
  public static OptionalLong bytesInUse() {
    if (!Platform.isLinux() || !Platform.is64Bit()) {
      return OptionalLong.empty();
    }
    try {
      Function mallinfo2 = Function.getFunction("c", "mallinfo2");
      Allocations now = (Allocations) mallinfo2.invoke(Allocations.class, new Object[0]);
      return OptionalLong.of(now.hblkhd + now.uordblks);
    } catch (UnsatisfiedLinkError e) {
      return OptionalLong.empty();
    }
  }

  /** {@code struct mallinfo2} of glibc 2.33 and later, with its names. */
  @Structure.FieldOrder({
    "arena",
    "ordblks",
    "smblks",
    "hblks",
    "hblkhd",
    "usmblks",
    "fsmblks",
    "uordblks",
    "fordblks",
    "keepcost"
  })
  public static final class Allocations extends Structure implements Structure.ByValue {
    public long arena;
    public long ordblks;
    public long smblks;
    public long hblks;

    /** Bytes in blocks that are mapped one by one. */
    public long hblkhd;

    public long usmblks;
    public long fsmblks;

    /** Bytes in use of all others. */
    public long uordblks;

    public long fordblks;
    public long keepcost;
  }
}
