package movielens.experiment.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeSortTest {
  private final TimeSort sort = new TimeSort();

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 1", "2, 2", "32, 5", "33, 5", "500, 7", "500, 2147483647", "3000, 70000"})
  void agreesWithAStableSortOfObjects(int size, int times) {
    Random random = new Random(size);
    for (int round = 0; round < 20; round++) {
      int[] items = random.ints(size + 4, 0, Integer.MAX_VALUE).toArray();
      int[] seconds = random.ints(size + 4, 0, times).toArray();
      int[] order =
          IntStream.range(2, size + 2)
              .boxed()
              .sorted(Comparator.comparingInt(p -> seconds[p]))
              .mapToInt(p -> p)
              .toArray();
      int[] wantedItems = items.clone();
      int[] wantedSeconds = seconds.clone();
      for (int i = 0; i < size; i++) {
        wantedItems[i + 2] = items[order[i]];
        wantedSeconds[i + 2] = seconds[order[i]];
      }

      sort.sort(items, seconds, 2, size + 2);

      assertThat(items).isEqualTo(wantedItems);
      assertThat(seconds).isEqualTo(wantedSeconds);
    }
  }

  @ParameterizedTest
  @CsvSource({"40, 3"})
  void timesThatDifferInOneByteOnlyAreSortedToo(int size, int byteAt) {
    int[] seconds = IntStream.range(0, size).map(i -> (size - i) << (Byte.SIZE * byteAt)).toArray();
    int[] items = IntStream.range(0, size).toArray();

    sort.sort(items, seconds, 0, size);

    assertThat(seconds).isSorted();
    assertThat(items).containsExactly(IntStream.range(0, size).map(i -> size - 1 - i).toArray());
    assertThat(seconds[0]).isEqualTo(1 << (Byte.SIZE * byteAt));
  }
}
