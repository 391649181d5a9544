package movielens.experiment.training;

import java.util.SplittableRandom;

/**
 * Independent random streams named by numbers, such as (seed, epoch, batch). Because a stream
 * follows from its name alone, an interrupted run needs no saved generator state to go on exactly.
 */
final class RandomStream {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private RandomStream() {}

  /** The stream of a seed and a path of numbers. */
  static SplittableRandom of(long seed, long... path) {
    return new SplittableRandom(seed(seed, path));
  }

  /** A seed for another generator, well mixed from a seed and a path of numbers. */
  static long seed(long seed, long... path) {
    long mixed = mix(seed + GOLDEN_GAMMA);
    for (long part : path) {
      mixed = mix(mixed + GOLDEN_GAMMA + mix(part));
    }
    return mixed;
  }

  /** The finalizer of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014). */
  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
