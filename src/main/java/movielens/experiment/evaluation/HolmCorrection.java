package movielens.experiment.evaluation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Holm's step-down correction of several p values (Scandinavian Journal of Statistics, 1979). */
public final class HolmCorrection {
  private HolmCorrection() {}

  /**
   * Corrects the family-wise error.
   *
   * @param p in [0, 1], or NaN for a test that was not made
   * @return the corrected values in the same order, NaN where p is
   */
  public static double[] adjust(double[] p) {
    List<Integer> ascending =
        IntStream.range(0, p.length)
            .filter(i -> !Double.isNaN(p[i]))
            .boxed()
            .sorted(Comparator.comparing(i -> p[i]))
            .toList();
    double[] adjusted = new double[p.length];
    Arrays.fill(adjusted, Double.NaN);
    double largest = 0;
    for (int rank = 0; rank < ascending.size(); rank++) {
      int i = ascending.get(rank);
      largest = Math.max(largest, Math.min(1, (ascending.size() - rank) * p[i]));
      adjusted[i] = largest;
    }
    return adjusted;
  }
}
