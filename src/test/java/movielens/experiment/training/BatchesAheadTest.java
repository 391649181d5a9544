package movielens.experiment.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class BatchesAheadTest {
  /** A batch that can be told from others by its number of windows. */
  private static Batch batch(int place) {
    long[] none = {};
    return new Batch(place, 0, none, none, none, none, new float[0], null, Optional.empty());
  }

  @Test
  void givesThemInOrderAndBuildsEachOnce() {
    List<Integer> built = Collections.synchronizedList(new ArrayList<>());
    IntFunction<Batch> builder =
        place -> {
          built.add(place);
          return batch(place);
        };

    try (BatchesAhead batches = new BatchesAhead(List.of(builder), 3, 7)) {
      for (int place = 3; place < 7; place++) {
        assertThat(batches.take().windows()).isEqualTo(place);
      }
    }

    assertThat(built).containsExactly(3, 4, 5, 6);
  }

  @Test
  void isBuiltWhileTheOneBeforeIsUsed() throws InterruptedException {
    CountDownLatch second = new CountDownLatch(1);
    IntFunction<Batch> builder =
        place -> {
          if (place == 1) {
            second.countDown();
          }
          return batch(place);
        };

    try (BatchesAhead batches = new BatchesAhead(List.of(builder), 0, 5)) {
      batches.take();
      second.await();
    }
  }

  @Test
  void whatGoesWrongArrivesAsItIs() {
    IntFunction<Batch> broken =
        place -> {
          if (place == 0) {
            throw new TrainingException("no");
          }
          throw new OutOfMemoryError("much");
        };

    try (BatchesAhead batches = new BatchesAhead(List.of(broken), 0, 2)) {
      assertThatThrownBy(batches::take).isInstanceOf(TrainingException.class).hasMessage("no");
    }
    try (BatchesAhead batches = new BatchesAhead(List.of(broken), 1, 2)) {
      assertThatThrownBy(batches::take).isInstanceOf(OutOfMemoryError.class).hasMessage("much");
    }
  }

  @Test
  void nothingIsBuiltAnyMoreOnceItIsClosed() {
    AtomicBoolean running = new AtomicBoolean();
    IntFunction<Batch> slow =
        place -> {
          running.set(true);
          for (int i = 0; i < 100; i++) {
            Thread.onSpinWait();
          }
          running.set(false);
          return batch(place);
        };

    for (int i = 0; i < 200; i++) {
      BatchesAhead batches = new BatchesAhead(List.of(slow), 0, 3);
      batches.take();
      batches.close();
      assertThat(running).isFalse();
    }
  }

  @Test
  void buildersTakeTurns() {
    List<Integer> ofFirst = Collections.synchronizedList(new ArrayList<>());
    List<Integer> ofSecond = Collections.synchronizedList(new ArrayList<>());
    IntFunction<Batch> first =
        place -> {
          ofFirst.add(place);
          return batch(place);
        };
    IntFunction<Batch> second =
        place -> {
          ofSecond.add(place);
          return batch(place);
        };

    try (BatchesAhead batches = new BatchesAhead(List.of(first, second), 3, 8)) {
      for (int place = 3; place < 8; place++) {
        assertThat(batches.take().windows()).isEqualTo(place);
      }
    }

    assertThat(ofFirst).containsExactly(4, 6);
    assertThat(ofSecond).containsExactly(3, 5, 7);
  }
}
