package movielens.experiment.baseline;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Looks for the best place of a grid of settings by climbing along one axis at a time for as long
 * as it gets better, which finds the best where quality has one peak along each. Judges no place
 * twice.
 */
final class GridClimb {
  private final int[] sizes;
  private final ToDoubleFunction<int[]> quality;
  private final Map<List<Integer>, Double> judged = new HashMap<>();

  /**
   * A climb that is about to begin.
   *
   * @param quality of a place, which has an index for each axis; higher is better
   * @param sizes number of settings along each axis
   */
  GridClimb(ToDoubleFunction<int[]> quality, int... sizes) {
    this.quality = quality;
    this.sizes = sizes;
  }

  /**
   * The best place that was found.
   *
   * @param start where to begin
   */
  int[] from(int... start) {
    int[] best = start;
    int[] before;
    do {
      before = best;
      for (int axis = 0; axis < sizes.length; axis++) {
        best = along(axis, -1, along(axis, 1, best));
      }
    } while (!Arrays.equals(best, before));
    return best;
  }

  private int[] along(int axis, int step, int[] start) {
    int[] best = start;
    for (int i = start[axis] + step; i >= 0 && i < sizes[axis]; i += step) {
      int[] place = start.clone();
      place[axis] = i;
      if (judge(place) < judge(best)) {
        break;
      }
      best = judge(place) > judge(best) ? place : best;
    }
    return best;
  }

  private double judge(int[] place) {
    List<Integer> key = Arrays.stream(place).boxed().toList();
    Double known = judged.get(key);
    if (known == null) {
      known = quality.applyAsDouble(place);
      judged.put(key, known);
    }
    return known;
  }
}
