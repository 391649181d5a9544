package movielens.experiment.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.IntColumn;

class IdIndexTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 63, 64, 65, 65_536, 300_000, Integer.MAX_VALUE})
  void ranksAreThePositionsAmongTheSortedDistinctIds(int largest) {
    Random random = new Random(largest);
    int[] column = random.ints(500, 1, Math.max(2, largest)).toArray();
    column = Arrays.copyOf(column, column.length + 1);
    column[column.length - 1] = largest;
    int[] ids = Arrays.stream(column).sorted().distinct().toArray();

    IdIndex index = IdIndex.of(column);

    assertThat(index.ids()).isEqualTo(ids);
    assertThat(IdIndex.of(IntColumn.create("id", column)).ids()).isEqualTo(ids);
    for (int id : ids) {
      assertThat(index.rank(id)).isEqualTo(Arrays.binarySearch(ids, id));
      int next = id == Integer.MAX_VALUE ? 1 : id + 1;
      assertThat(index.rank(next)).isEqualTo(Math.max(-1, Arrays.binarySearch(ids, next)));
    }
  }
}
