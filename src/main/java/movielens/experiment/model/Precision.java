package movielens.experiment.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The numbers that an encoder computes with. Parameters, norms and sums are float32. */
public enum Precision {
  /** 32-bit floating point. */
  FLOAT32,
  /**
   * Linear layers, GELU and the matrix products of losses in bfloat16; on a CPU not attention,
   * whose products are many and small.
   */
  BF16,
  /**
   * Float32 whose matrix products round their factors to 10 bits of mantissa, as a GPU with tensor
   * cores can.
   */
  TF32;

  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  /**
   * Whether this machine's processor multiplies matrices of bfloat16 faster than of float32. Known
   * on Linux alone; elsewhere it is taken not to.
   */
  public static boolean cpuHasFastBf16() {
    try {
      return Files.isReadable(CPU_INFO) && hasFastBf16(Files.readString(CPU_INFO));
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether what {@code /proc/cpuinfo} says names such instructions: AMX, AVX-512, or ARM's. */
  static boolean hasFastBf16(String cpuInfo) {
    return cpuInfo
        .lines()
        .filter(line -> line.startsWith("flags") || line.startsWith("Features"))
        .findFirst()
        .filter(line -> line.matches(".*\\b(amx_bf16|avx512_bf16|bf16)\\b.*"))
        .isPresent();
  }
}
