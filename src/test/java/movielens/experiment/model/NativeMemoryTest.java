package movielens.experiment.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class NativeMemoryTest {
  private static final long BYTES = 64L << 20;

  @Test
  void tensorsAreInUseUntilTheyAreClosed() {
    OptionalLong before = NativeMemory.bytesInUse();
    assumeTrue(before.isPresent(), "the C library does not tell what is in use");
    long there;
    try (NDManager manager = Engine.getInstance().newBaseManager(Device.cpu())) {
      manager.zeros(new Shape(BYTES / Float.BYTES));
      there = NativeMemory.bytesInUse().orElseThrow();
    }
    long after = NativeMemory.bytesInUse().orElseThrow();

    // Other threads allocate, too, but less.
    assertThat(there - before.getAsLong()).isGreaterThan(BYTES / 2);
    assertThat(there - after).isGreaterThan(BYTES / 2);
  }
}
