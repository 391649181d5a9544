package movielens.experiment.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.EngineException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages of the engine, as its versions have them. */
class NativeMemoryTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "[enforce fail at alloc_cpu.cpp:117] err == 0. DefaultCPUAllocator: can't allocate memory:"
            + " you tried to allocate 68719476736 bytes. Error code 12 (Cannot allocate memory)",
        "[enforce fail at alloc_cpu.cpp:117] data. DefaultCPUAllocator: not enough memory: you"
            + " tried to allocate 4096 bytes.",
        "CUDA out of memory. Tried to allocate 20.00 GiB. GPU 0 has a total capacity of 79.10 GiB",
        "CUDA error: out of memory",
        "CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`",
        "std::bad_alloc"
      })
  void memoryRanOut(String message) {
    assertThat(NativeMemory.exhausted(new EngineException(message))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CUDA error: an illegal memory access was encountered",
        "unsupported memory format option Preserve",
        "unsupported operation: some elements of the input tensor and the written-to tensor refer"
            + " to a single memory location",
        "CUDA error: misaligned address"
      })
  void otherMessagesSpeakOfMemoryToo(String message) {
    assertThat(NativeMemory.exhausted(new EngineException(message))).isFalse();
  }

  @Test
  void anErrorWithoutAMessage() {
    assertThat(NativeMemory.exhausted(new EngineException((String) null))).isFalse();
  }
}
