package movielens.experiment.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class GridClimbTest {
  @Property(tries = 200)
  void findsTheOnlyPeakFromEverywhereAndJudgesNoPlaceTwice(
      @ForAll @IntRange(min = 1, max = 9) int rows,
      @ForAll @IntRange(min = 1, max = 9) int columns,
      @ForAll @IntRange(min = 0, max = 8) int peakRow,
      @ForAll @IntRange(min = 0, max = 8) int peakColumn,
      @ForAll @IntRange(min = 0, max = 8) int startRow,
      @ForAll @IntRange(min = 0, max = 8) int startColumn) {
    int[] peak = {peakRow % rows, peakColumn % columns};
    List<List<Integer>> judged = new ArrayList<>();
    GridClimb climb =
        new GridClimb(
            place -> {
              judged.add(Arrays.stream(place).boxed().toList());
              return -Math.abs(place[0] - peak[0]) - 2 * Math.abs(place[1] - peak[1]);
            },
            rows,
            columns);
    assertThat(climb.from(startRow % rows, startColumn % columns)).containsExactly(peak);
    assertThat(judged).doesNotHaveDuplicates();
  }

  @Test
  void crossesAPlateauAndStaysWhereNothingIsBetter() {
    double[] quality = {9, 1, 3, 3, 3, 4, 2};
    GridClimb climb = new GridClimb(place -> quality[place[0]], quality.length);
    assertThat(climb.from(2)).containsExactly(5);
    assertThat(new GridClimb(place -> 7, 5).from(3)).containsExactly(3);
  }
}
